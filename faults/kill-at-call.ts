import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { SwivelError } from '../core/base/errors.ts';
import { MIGRATIONS } from '../core/store/migrations/index.ts';
import { openStore } from '../core/store/open-store.ts';
import { callsIn, type PlaceToDie, placesToDie, TRACED } from './calls-of-system.ts';
import { countOf } from './children/kill-at-write.ts';
import { makeWorkspace } from './damage.ts';
import { noStrace } from './failing-calls.ts';
import { type FaultCase, type Figures, type Ground, must } from './fault-case.ts';
import { live } from './life.ts';
import { makeOlder } from './older-database.ts';
import { examine, filesUnder } from './oracle.ts';
import { stateOf } from './state-of.ts';
import { STORE_CALLS } from './store-calls.ts';

/** A program that opens a workspace, with what it is told beside the folder. */
interface Opener {
  readonly script: string;
  readonly args: readonly string[];
  /** Whether a workspace that stays as it was is as good as one that was changed. */
  readonly mayLeaveIt?: true;
}

/** What somebody who may only look is told of a workspace that another one has not finished making. */
const TOLD_TO_READERS = ['no-workspace', 'workspace-half-made', 'workspace-older', 'restore-under-way'];
const OPENS: Opener = { script: 'store-under-fire.js', args: ['0'] };
const RESTORES: Opener = { script: 'restore-under-fire.js', args: [], mayLeaveIt: true };

const OPENINGS: Readonly<Record<string, { found(ground: Ground, workspace: string): void | Promise<void>; by?: Opener }>> = {
  'a new workspace': { found: () => undefined },
  'a workspace that was put away': { found: (_, workspace) => makeWorkspace(workspace) },
  'a workspace whose program was killed': { found: (ground, workspace) => killedAfter(ground, workspace, 'effects.intend') },
  'a workspace of the first version': { found: (_, workspace) => makeOlder(workspace, 1) },
  'a workspace of the version before': { found: (_, workspace) => makeOlder(workspace, MIGRATIONS.length - 1) },
  'a workspace into which a backup is put': { found: withBackup, by: RESTORES },
  'a workspace into which a backup was being put': {
    async found(ground, workspace) {
      await withBackup(ground, workspace);
      const { killed, err } = await live(join(ground.program, RESTORES.script), [workspace, 'decided']);
      must(killed, `the restore did not come to its decision: ${err}`);
    },
  },
};

/** Of every opening the short campaign tries so many places, each time another. */
const FEW = 1;

/** Family b, at the level of the system: whoever opens a workspace is killed at each call that changes one of its files, and whoever comes next, too. */
export const KILL_AT_CALL: readonly FaultCase[] = Object.entries(OPENINGS).map(([name, { found, by = OPENS }]) => ({
  family: 'b',
  name: `each call of the system by who opens ${name}`,
  besideOthers: true,
  notHere: noStrace,
  async run(ground) {
    const workspace = join(ground.folder, 'workspace');
    await found(ground, workspace);
    return sweep(ground, workspace, by);
  },
}));

async function sweep(ground: Ground, workspace: string, by: Opener): Promise<Figures> {
  const found = join(ground.folder, 'found');
  if (existsSync(workspace)) cpSync(workspace, found, { recursive: true });
  const asFound = () => {
    rmSync(workspace, { recursive: true, force: true });
    if (existsSync(found)) cpSync(found, workspace, { recursive: true });
  };
  const untouched = by.mayLeaveIt ? await unharmed(ground, workspace) : null;
  asFound();
  const calls = callsIn(await notesOf(ground, workspace, by), workspace);
  const [places, paths] = [placesToDie(calls), [...new Set(calls.flatMap((call) => call.paths))]];
  must(places.length > 0, 'no call of the system was seen');
  const outcomes = [await unharmed(ground, workspace), ...(untouched ? [untouched] : [])];
  const figures = { places: places.length, kills: 0, 'killed again': 0, 'told to readers': 0 };
  const killAt = async ({ name, n }: PlaceToDie, { script, args }: Opener) =>
    (await live(join(ground.program, script), [workspace, ...args], { moment: { atCall: name, n, of: paths } })).killed;
  for (const round of ground.rounds({ whole: places.length, seconds: 0, least: FEW })) {
    const place = ground.short ? ground.chance.pick(places) : places[round - 1];
    if (!place) break;
    asFound();
    const where = `killed at ${place.name} ${place.n} (${relative(workspace, place.file)})`;
    must(await killAt(place, by), `${where}: the call was never made`);
    figures.kills++;
    figures['told to readers'] += mustBeTold(workspace, where);
    if (ground.chance.next() < 0.5 && (await killAt(ground.chance.pick(places), OPENS))) figures['killed again']++;
    const outcome = await unharmed(ground, workspace, where);
    const same = outcomes.find(({ state }) => state === outcome.state);
    must(same !== undefined, `${where}: what the next program found is not what was there`);
    const stray = outcome.files.filter((file) => !same?.files.includes(file));
    must(stray.length === 0, `${where}: left behind: ${stray.join(', ')}`);
    examine(workspace);
  }
  return figures;
}

/** What is there when a program to which nothing happens has opened the workspace and put it away again. */
async function unharmed(ground: Ground, workspace: string, where = 'unharmed'): Promise<{ state: string | null; files: string[] }> {
  const { code, err } = await live(join(ground.program, OPENS.script), [workspace, ...OPENS.args]);
  must(code === 0, `${where}: it could not be opened: ${err}`);
  return { state: stateOf(workspace), files: filesOf(workspace) };
}

async function notesOf(ground: Ground, workspace: string, { script, args }: Opener): Promise<string> {
  const trace = join(ground.folder, 'trace');
  const by = ['strace', '-f', '-y', '-qq', '-s', '0', '-o', trace, '-e', `trace=${TRACED.join(',')}`];
  const { code, err } = await live(join(ground.program, script), [workspace, ...args], { by });
  must(code === 0, `what nothing happened to did not end well: ${err}`);
  return readFileSync(trace, 'utf8');
}

/** Somebody who may only look sees the workspace, or is told in words why not. Gives 1 where it was told. */
function mustBeTold(workspace: string, where: string): number {
  try {
    openStore({ workspace, kind: 'command line', now: 700, readOnly: true }).close();
    return 0;
  } catch (error) {
    must(error instanceof SwivelError && TOLD_TO_READERS.includes(error.code), () => `${where}: a reader was told ${String(error)}`);
    return 1;
  }
}

/** A program was killed right after a call of the store had returned, so its journal is full; after that of an intent a run is going on, with a half product. */
async function killedAfter(ground: Ground, workspace: string, call: string): Promise<void> {
  const calls = String(STORE_CALLS.findIndex((one) => String(one).includes(call)) + 1);
  const script = join(ground.program, OPENS.script);
  const count = join(ground.folder, 'count');
  if (existsSync(workspace)) cpSync(workspace, count, { recursive: true });
  const writes = countOf((await live(script, [count, calls])).err);
  must((await live(script, [workspace, calls], { moment: { atWrite: writes } })).killed, 'the program did not die where it was to');
}

/** With a backup, and with something newer in the journal of a program that was killed. */
async function withBackup(ground: Ground, workspace: string): Promise<void> {
  makeWorkspace(workspace);
  await killedAfter(ground, workspace, 'flows.save');
}

/** Every file but backups and what was put aside: of those there may be more the more often a program was killed. */
function filesOf(workspace: string): string[] {
  return filesUnder(workspace)
    .map((file) => relative(workspace, file))
    .filter((file) => !/^(backups|quarantine)\b/.test(file));
}
