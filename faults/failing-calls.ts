import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FaultCase } from './fault-case.ts';
import { cutsInTurn, failingInTurn } from './moments.ts';
import type { Chance } from './seeded.ts';
import { Siege } from './siege.ts';
import { ALL_OR_NOTHING, TARGET_KINDS } from './target-kinds.ts';

/**
 * By these, files are begun, data gets to a target, into spilled and remembered data and into the database, and gets its name there: whoever writes data says
 * where in the file, so that is `pwrite64`. Not the plain `write`: by it threads wake one another, and a program in which that fails ends at once, which the
 * kills at each `write` are for. A short note written as a whole (`writeFile`) comes by it, too; strace could tell those apart only by paths known before.
 */
const CALLS = ['pwrite64', 'fsync', 'fdatasync', 'openat', 'rename', 'link', 'unlink'];
/** Of a call that is made often, the places that are tried: at the beginning all, later fewer. */
const PLACES = [1, 2, 3, 5, 9, 17, 33, 65];
const FEW_PLACES = [1, 3, 12];
/** Syncs of one kind in a run at which the power goes. */
const MOST_SYNCS = 40;
/** The same calls in a circle, begun anywhere. */
function rotated(calls: readonly string[], chance: Chance): string[] {
  const first = chance.whole(0, calls.length - 1);
  return [...calls.slice(first), ...calls.slice(0, first)];
}

const SHORT_KINDS = ['csv-target', 'sqlite-table insert'];

/** Why calls of the system cannot be interfered with here, or null. */
export const noStrace = (): string | null => (spawnSync('strace', ['-V']).status === 0 ? null : 'strace is not installed');

/**
 * Family b, without a kill: the system says of a call that it failed, once (a drive that answers wrongly, EIO) or from then on (a full one, ENOSPC). The run
 * ends in good order with an error or gets over it; a target holds all or nothing; nothing is told to be done that is not; with a sound drive all goes on.
 */
export const FAILING_CALLS: readonly FaultCase[] = [...TARGET_KINDS, ALL_OR_NOTHING].map((kind) => ({
  family: 'b',
  name: `a run, calls that fail: ${kind.name}`,
  besideOthers: true,
  notHere: noStrace,
  onlyLong: !SHORT_KINDS.includes(kind.name),
  async run(ground) {
    const folder = join(ground.folder, 'failing');
    mkdirSync(folder);
    const siege = new Siege(kind, { ...ground, folder });
    // The short campaign gets through a few of them: each time others.
    const moments = ground.short ? failingInTurn(rotated(CALLS, ground.chance.of('calls')), FEW_PLACES) : failingInTurn(CALLS, PLACES);
    return siege.run({ moments, rounds: { whole: 10_000, seconds: 10, least: 6 } });
  },
}));

/**
 * Family b, where not only the program ends but the power goes: what was written since the last sync is on the disk in part, or is rubbish. What was told to
 * be done is there nevertheless.
 */
export const POWER_CUTS: readonly FaultCase[] = [...TARGET_KINDS, ALL_OR_NOTHING].map((kind) => ({
  family: 'b',
  name: `a run, the power goes: ${kind.name}`,
  besideOthers: true,
  notHere: noStrace,
  onlyLong: !SHORT_KINDS.includes(kind.name),
  async run(ground) {
    const folder = join(ground.folder, 'power');
    mkdirSync(folder);
    const siege = new Siege(kind, { ...ground, folder });
    const chance = ground.chance.of('power');
    return siege.run({ moments: cutsInTurn(['fdatasync', 'fsync'], MOST_SYNCS, chance), rounds: { whole: 10_000, seconds: 10, least: 4 } });
  },
}));
