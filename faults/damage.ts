import { closeSync, cpSync, existsSync, openSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { SwivelError } from '../core/base/errors.ts';
import { FLOW_VERSION, flowSchema } from '../core/flow/flow.ts';
import { Db } from '../core/store/database.ts';
import { takeLease } from '../core/store/lease.ts';
import { makeBackup } from '../core/store/make-backup.ts';
import { MIGRATIONS } from '../core/store/migrations/index.ts';
import { openStore } from '../core/store/open-store.ts';
import { findBackup, restoreBackup } from '../core/store/restore.ts';
import type { Store } from '../core/store/store.ts';
import { countOf } from './children/kill-at-write.ts';
import { type FaultCase, type Figures, type Ground, must } from './fault-case.ts';
import { live } from './life.ts';
import { makeOlder } from './older-database.ts';
import { examine } from './oracle.ts';
import type { Chance } from './seeded.ts';

const DATABASE = 'swivel.sqlite';
const FLOWS = 12;
const RUNS = 400;

/** What is done to the files of a workspace that nobody has open. */
type Harm = (folder: string, chance: Chance) => void;

const HARMS: Readonly<Record<string, Harm>> = {
  'random pages': (folder, chance) => overwrite(folder, chance, chance.whole(1, 4), 4_096),
  'a few random bytes': (folder, chance) => overwrite(folder, chance, chance.whole(1, 6), 1),
  'its header': (folder, chance) => writeAt(join(folder, DATABASE), chance.whole(0, 60), noise(chance, chance.whole(8, 100))),
  'its tail cut off': (folder, chance) => truncateSync(join(folder, DATABASE), chance.whole(1, statSync(join(folder, DATABASE)).size - 1)),
  'its first page empty': (folder) => writeAt(join(folder, DATABASE), 0, Buffer.alloc(4_096)),
  'zero bytes': (folder) => truncateSync(join(folder, DATABASE), 0),
  'not there': (folder) => rmSync(join(folder, DATABASE)),
  'another file in its place': (folder) => writeFileSync(join(folder, DATABASE), 'a text that somebody has saved here '.repeat(2_000)),
};

/** Family d: the database is damaged, cut, gone, of another time. It is never taken for a new one, and a backup brings it back. */
export const DAMAGE: readonly FaultCase[] = [
  ...Object.entries(HARMS).map(
    ([name, harm]): FaultCase => ({ family: 'd', name: `the database, ${name}`, besideOthers: true, run: (ground) => damage(ground, harm) }),
  ),
  { family: 'd', name: 'the journal of a killed program is gone', besideOthers: true, run: loseJournal },
  { family: 'd', name: 'a database of every older version, and of a newer one', besideOthers: true, run: otherVersions },
];

async function damage(ground: Ground, harm: Harm): Promise<Figures> {
  const whole = join(ground.folder, 'whole');
  makeWorkspace(whole);
  const figures = { tried: 0, refused: 0, 'told when read': 0, 'opened with all that was in it': 0, restored: 0 };
  for (const round of ground.rounds({ whole: 60, seconds: 1.5, least: 3 })) {
    const folder = join(ground.folder, `harmed-${round}`);
    cpSync(whole, folder, { recursive: true });
    harm(folder, ground.chance.of(`round ${round}`));
    figures.tried++;
    const before = bytesOf(folder);
    const outcome = openAndRead(folder);
    figures[outcome]++;
    must(outcome !== 'refused' || bytesOf(folder) === before, 'a damaged database was changed');
    if (round === 1) {
      const { code, err } = await live(join(ground.program, 'cli.js'), ['restore', '--from', 'newest', '--workspace', folder]);
      must(code === 0, `the command could not restore the newest backup: ${code} ${err}`);
    } else restoreNewest(folder);
    must(openAndRead(folder) === 'opened with all that was in it', `round ${round}: what was restored is refused`);
    examine(folder);
    figures.restored++;
    rmSync(folder, { recursive: true });
  }
  return figures;
}

/**
 * Opens a workspace and reads everything from it. What cannot be read is told as damage, with a sentence: at the opening, which changes nothing then, or, where
 * a byte is wrong that a look at the pages does not show, when it is read. Anything else is a fault.
 */
function openAndRead(folder: string): 'refused' | 'told when read' | 'opened with all that was in it' {
  let store: Store | undefined;
  try {
    store = openStore({ workspace: folder, kind: 'host', now: 9_000 });
    const flows = store.flows.list();
    const { runs, total } = store.runList.page({ limit: 10_000 });
    must(
      flows.length === FLOWS && runs.length === RUNS && total === RUNS,
      `a damaged database was opened with ${flows.length} of ${FLOWS} flows and ${runs.length} of ${RUNS} runs`,
    );
    for (const { flowId, version } of flows) store.flows.text(flowId, version);
    return 'opened with all that was in it';
  } catch (error) {
    must(
      error instanceof SwivelError,
      () => `a damaged database was not told as one: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    must(/^workspace-(damaged|lost|foreign|newer|older)$/.test(error.code), `a damaged database was told as "${error.code}: ${error.message}"`);
    return store ? 'told when read' : 'refused';
  } finally {
    store?.close();
  }
}

/** A workspace with flows, runs and a backup of all of them. */
export function makeWorkspace(folder: string): void {
  const store = openStore({ workspace: folder, kind: 'host', now: 1_000 });
  store.write(() => {
    for (let at = 0; at < FLOWS; at++) {
      store.flows.add(flowSchema.parse({ format: 'swivel/flow', version: FLOW_VERSION, id: `flow-${at}`, name: `Flow ${at}`, nodes: [], edges: [] }), 1_000);
    }
    for (let at = 0; at < RUNS; at++) {
      const runId = `run-${String(at).padStart(4, '0')}`;
      store.runs.queue({
        runId,
        flowId: `flow-${at % FLOWS}`,
        flowName: `Flow ${at % FLOWS}`,
        flowVersion: 1,
        mode: 'run',
        cause: 'manual',
        queuedAt: 1_000 + at,
        parameters: {},
      });
      store.runs.finish(runId, {
        status: 'succeeded',
        at: 2_000 + at,
        durationMs: 5,
        counts: { read: 1, delivered: 1, filtered: 0, duplicates: 0, rejected: 0, pending: 0 },
      });
    }
  });
  store.close();
  makeBackup({ workspace: folder, now: 5_000, wholeUpTo: 1e9 });
}

/** What the user does who is told that the database is damaged. */
function restoreNewest(folder: string): void {
  const lease = takeLease(folder, { kind: 'command line', pid: process.pid, since: 9_000 });
  try {
    restoreBackup(folder, findBackup(folder, 'newest'), 9_000);
  } finally {
    lease.release();
  }
}

/** A program is killed with a full journal, and the journal is gone when the next one comes. */
async function loseJournal(ground: Ground): Promise<Figures> {
  const figures = { tried: 0, told: 0, refused: 0 };
  const script = join(ground.program, 'store-under-fire.js');
  const writes = async (name: string, calls: string) => countOf((await live(script, [join(ground.folder, name), calls])).err);
  // Before the database is made and noted as open there is nothing to lose, and at its end it is put away in order.
  const [opening, all] = [await writes('opened', '0'), await writes('unharmed', 'all')];
  for (const round of ground.rounds({ whole: 40, seconds: 2, least: 2 })) {
    const folder = join(ground.folder, `round-${round}`);
    const chance = ground.chance.of(`round ${round}`);
    const life = await live(script, [folder, 'all'], { moment: { atWrite: chance.whole(opening + 1, all - opening) } });
    must(life.killed && existsSync(join(folder, `${DATABASE}-wal`)), 'there is no journal that could be lost');
    const gone = chance.pick(['removed', 'emptied', 'garbled'] as const);
    const journal = join(folder, `${DATABASE}-wal`);
    if (gone === 'removed') rmSync(journal);
    else if (gone === 'emptied') truncateSync(journal, 0);
    else writeAt(journal, chance.whole(0, statSync(journal).size - 64), noise(chance, 64));
    rmSync(join(folder, `${DATABASE}-shm`), { force: true });
    figures.tried++;
    const before = bytesOf(folder);
    try {
      const store = openStore({ workspace: folder, kind: 'host', now: 9_000 });
      if (store.health.notices.length > 0) figures.told++;
      store.close();
      must(gone === 'garbled' || store.health.notices.some((notice) => notice.includes('journal')), `the journal was ${gone}, and nobody said so`);
      examineWithoutFiles(folder);
    } catch (error) {
      must(error instanceof SwivelError && error.code === 'workspace-damaged', () => `a lost journal was not told as damage: ${String(error)}`);
      must(bytesOf(folder) === before, 'a damaged database was changed');
      figures.refused++;
    }
  }
  return figures;
}

/** Of a run that the journal knew there may be files whose rows are gone: only the database itself has to be in order. */
function examineWithoutFiles(folder: string): void {
  for (const name of ['captures', '.out.csv.r.part']) rmSync(join(folder, name), { recursive: true, force: true });
  examine(folder);
}

async function otherVersions(ground: Ground): Promise<Figures> {
  for (let version = 1; version < MIGRATIONS.length; version++) {
    const folder = join(ground.folder, `version-${version}`);
    makeOlder(folder, version);
    const store = openStore({ workspace: folder, kind: 'host', now: 9_000 });
    must(store.flows.find('kept')?.name === 'Kept', `the flow of version ${version} is gone`);
    store.close();
    examine(folder);
    const backup = findBackup(folder, 'newest');
    must(backup.schema === version, `no backup of version ${version} was made before it was brought up`);
  }
  const folder = join(ground.folder, 'newer');
  makeWorkspace(folder);
  const db = new Db(join(folder, DATABASE));
  db.exec(`PRAGMA user_version = ${MIGRATIONS.length + 1}`);
  db.close();
  const before = bytesOf(folder);
  must(openAndRead(folder) === 'refused', 'a database of a newer program was opened');
  const { code, err } = await live(join(ground.program, 'cli.js'), ['runs', '--workspace', folder]);
  must(code === 2 && err.includes('newer'), `a database of a newer program was not told as one: ${code} ${err}`);
  must(bytesOf(folder) === before, 'a database of a newer program was changed');
  return { versions: MIGRATIONS.length };
}

function overwrite(folder: string, chance: Chance, times: number, bytes: number): void {
  const file = join(folder, DATABASE);
  const places = Math.floor(statSync(file).size / bytes);
  for (let time = 0; time < times; time++) writeAt(file, chance.whole(0, places - 1) * bytes, noise(chance, bytes));
}

function noise(chance: Chance, bytes: number): Buffer {
  return Buffer.from(Array.from({ length: bytes }, () => chance.whole(0, 255)));
}

function writeAt(file: string, at: number, bytes: Uint8Array): void {
  const handle = openSync(file, 'r+');
  try {
    writeSync(handle, bytes, 0, bytes.length, at);
  } finally {
    closeSync(handle);
  }
}

function bytesOf(folder: string): string {
  const file = join(folder, DATABASE);
  return existsSync(file) ? readFileSync(file).toString('latin1') : 'not there';
}
