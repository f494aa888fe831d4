import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MIGRATIONS } from '../core/store/migrations/index.ts';
import { openStore } from '../core/store/open-store.ts';
import { countOf } from './children/kill-at-write.ts';
import { noStrace } from './failing-calls.ts';
import { type FaultCase, type Figures, type Ground, must } from './fault-case.ts';
import { live } from './life.ts';
import { eachInTurn, someOf } from './moments.ts';
import { makeOlder } from './older-database.ts';
import { examine } from './oracle.ts';
import { Siege } from './siege.ts';
import { stateOf } from './state-of.ts';
import { STORE_CALLS } from './store-calls.ts';
import { ALL_OR_NOTHING, TARGET_KINDS, type TargetKind } from './target-kinds.ts';

/** Calls of the system by which data gets to the disk; a life may be ended right before any of them. */
const SYSTEM_CALLS = ['openat', 'pwrite64', 'write', 'fsync', 'fdatasync', 'rename', 'link', 'unlink'];
const KINDS = [...TARGET_KINDS, ALL_OR_NOTHING];
const TABLES = KINDS.filter(({ name }) => name.startsWith('sqlite-table'));
/**
 * Calls that not every kind is tried with: a program opens some hundred files while it starts, which is gone through only where a target is a file of its
 * own; and only a file that must not be there gets its name by way of a link.
 */
const KINDS_OF_CALL: Readonly<Record<string, readonly TargetKind[]>> = {
  openat: KINDS.filter(({ name }) => /^(csv|json)-target/.test(name)),
  link: [ALL_OR_NOTHING],
};

/** Family b: killed at the n-th write, for every n. */
export const KILL_AT_WRITE: readonly FaultCase[] = [
  { family: 'b', name: 'every call of the store', besideOthers: true, run: sweepCalls },
  { family: 'b', name: 'putting a killed workspace right', besideOthers: true, run: sweepRecovery },
  { family: 'b', name: 'bringing an older database up', besideOthers: true, run: sweepMigrations },
  ...TARGET_KINDS.map(
    (kind): FaultCase => ({
      family: 'b',
      name: `a run, each write of its history: ${kind.name}`,
      besideOthers: true,
      async run(ground) {
        const siege = new Siege(kind, ground);
        const atWrite = (n: number) => ({ atWrite: n });
        const total = await siege.countWrites();
        const moments = ground.short ? someOf(ground.chance.of('writes'), total, atWrite) : eachInTurn(atWrite);
        return { writes: total, ...(await siege.run({ moments, rounds: { whole: 10_000, seconds: 2, least: 2 } })) };
      },
    }),
  ),
  ...SYSTEM_CALLS.map(
    (name): FaultCase => ({
      family: 'b',
      name: `a run, each ${name} of its process`,
      besideOthers: true,
      notHere: noStrace,
      onlyLong: true,
      run: (ground) => inTurn(ground, name, KINDS_OF_CALL[name] ?? KINDS),
    }),
  ),
  // The thread of a run makes these; where all are counted, others come to their n-th long before it.
  ...['openat', 'pwrite64', 'fsync', 'unlink'].map(
    (name): FaultCase => ({
      family: 'b',
      name: `a run, each ${name} on the table it writes`,
      besideOthers: true,
      notHere: noStrace,
      onlyLong: true,
      run: (ground) =>
        inTurn(
          ground,
          name,
          TABLES,
          ['', '-journal', '-wal', '-shm'].map((ending) => `records.db${ending}`),
        ),
    }),
  ),
];

/** Runs of each kind, killed at every call of that name; of those on files of the target, where some are named. */
async function inTurn(ground: Ground, atCall: string, kinds: readonly TargetKind[], files?: readonly string[]): Promise<Figures> {
  const figures: Record<string, number> = {};
  for (const kind of kinds) {
    const folder = join(ground.folder, kind.name);
    mkdirSync(folder);
    const siege = new Siege(kind, { ...ground, folder });
    const of = files ? { of: files.map((name) => join(siege.targets, name)) } : {};
    const seen = await siege.run({ moments: eachInTurn((n) => ({ atCall, n, ...of })), rounds: { whole: 10_000, seconds: 0, least: 1 } });
    for (const [figure, value] of Object.entries(seen))
      figures[figure] = figure.startsWith('slowest') ? Math.max(figures[figure] ?? 0, value) : (figures[figure] ?? 0) + value;
  }
  return figures;
}

/** The numbers of writes that are tried: all of them, or in the short campaign some by chance. */
function* writesToTry(ground: Ground, total: number, seconds: number, least = 4): Generator<number> {
  for (const n of ground.rounds({ whole: total, seconds, least })) {
    if (ground.short) yield ground.chance.whole(1, total);
    else if (n <= total) yield n;
  }
}

async function sweepCalls(ground: Ground): Promise<Figures> {
  const script = join(ground.program, 'store-under-fire.js');
  const unharmed = join(ground.folder, 'unharmed');
  const whole = await live(script, [unharmed, 'all', 'states']);
  const total = countOf(whole.err);
  const states = whole.out
    .trim()
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '');
  must(whole.code === 0 && states.length === STORE_CALLS.length + 1 && total > 0, `the calls could not be made: ${whole.err}`);
  const figures = { writes: total, kills: 0, 'made once more': 0 };
  for (const n of writesToTry(ground, total, 8)) {
    const workspace = join(ground.folder, `at-${n}`);
    const life = await live(script, [workspace, 'all'], { moment: { atWrite: n } });
    must(life.killed, `write ${n} of ${total} was never made: ${life.err}`);
    figures.kills++;
    const told = life.out.split('\n').filter((line) => line !== '').length;
    const found = stateOf(workspace);
    const [before, after] = [states[told - 1], states[told]];
    // Before it has opened the database, a program may leave any step of making it.
    must(
      told === 0 || found === before || found === after,
      `killed at write ${n}: after ${told - 1} calls had returned the database is neither as before nor as after the next one`,
    );
    if (found === after) figures['made once more']++;
    mustGoOn(workspace, n);
    rmSync(workspace, { recursive: true });
  }
  return figures;
}

async function sweepRecovery(ground: Ground): Promise<Figures> {
  const script = join(ground.program, 'store-under-fire.js');
  const wreck = join(ground.folder, 'wreck');
  // Ended with a run that is going on, a half product that tells of an effect that it was not done, another effect that was meant, and a run that waits.
  const meant = STORE_CALLS.findIndex((call) => String(call).includes('effects.begins')) + 1;
  const lastWrite = countOf((await live(script, [join(ground.folder, 'count'), String(meant)])).err);
  const dying = await live(script, [wreck, String(meant)], { moment: { atWrite: lastWrite } });
  must(dying.killed, 'the program did not die where it was to');
  const lookAgain = async (workspace: string, atWrite: number | null) => live(script, [workspace, '0'], atWrite === null ? {} : { moment: { atWrite } });
  const copyOf = (name: string) => {
    const copy = join(ground.folder, name);
    // Of all copies it is the same file, by which each is to find that nothing was done.
    writeFileSync(join(wreck, '.out.csv.r.part'), 'half');
    cpSync(wreck, copy, { recursive: true });
    rmSync(join(copy, '.out.csv.r.part'));
    return copy;
  };
  const total = countOf((await lookAgain(copyOf('unharmed'), null)).err);
  const figures = { writes: total, kills: 0 };
  for (const n of writesToTry(ground, total, 3)) {
    const workspace = copyOf(`at-${n}`);
    must((await lookAgain(workspace, n)).killed, `write ${n} of ${total} was never made`);
    figures.kills++;
    mustGoOn(workspace, n);
    rmSync(workspace, { recursive: true });
  }
  return figures;
}

async function sweepMigrations(ground: Ground): Promise<Figures> {
  const script = join(ground.program, 'store-under-fire.js');
  const figures = { versions: 0, kills: 0 };
  for (let version = 1; version < MIGRATIONS.length; version++) {
    figures.versions++;
    const old = join(ground.folder, `version-${version}`);
    makeOlder(old, version);
    const lookAt = async (name: string, n: number | null) => {
      const workspace = join(ground.folder, name);
      cpSync(old, workspace, { recursive: true });
      return { workspace, life: await live(script, [workspace, '0'], n === null ? {} : { moment: { atWrite: n } }) };
    };
    const total = countOf((await lookAt(`unharmed-${version}`, null)).life.err);
    // Every version is begun with; the short campaign tries two places of each by chance.
    for (const n of writesToTry(ground, total, 0, 2)) {
      const { workspace, life } = await lookAt(`at-${version}-${n}`, n);
      must(life.killed, `write ${n} of ${total} was never made`);
      figures.kills++;
      mustGoOn(workspace, n);
      const store = openStore({ workspace, kind: 'host', now: 2_000, readOnly: true });
      const kept = store.flows.find('kept')?.name;
      store.close();
      must(kept === 'Kept', `killed at write ${n} while version ${version} was brought up: the flow that was there is gone`);
      rmSync(workspace, { recursive: true });
    }
  }
  return figures;
}

/** The next program opens the workspace, finds it in order, and can work in it. */
function mustGoOn(workspace: string, n: number): void {
  const store = openStore({ workspace, kind: 'host', now: 8_000 });
  try {
    const runId = `after-${n}`;
    store.runs.queue({ runId, flowId: 'f', flowName: 'Next', flowVersion: 1, mode: 'run', cause: 'manual', queuedAt: 8_000, parameters: {} });
    store.runs.start(runId, 8_000);
    store.runs.finish(runId, {
      status: 'succeeded',
      at: 8_001,
      durationMs: 1,
      counts: { read: 0, delivered: 0, filtered: 0, duplicates: 0, rejected: 0, pending: 0 },
    });
  } finally {
    store.close();
  }
  examine(workspace);
}
