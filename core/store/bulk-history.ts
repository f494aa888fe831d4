import { createTimeId } from '../base/ids.ts';
import type { RunCause, RunStatus, StepCounts } from '../base/run-facts.ts';
import { FLOW_VERSION, flowSchema } from '../flow/flow.ts';
import { Db } from './database.ts';
import { RunWords } from './run-words.ts';
import { packSample } from './samples.ts';
import { packCounts } from './steps.ts';
import type { Store } from './store.ts';

/** How big a made-up history is to be. */
export interface BulkHistory {
  /** The database of a workspace that was opened once and is closed now. */
  file: string;
  runs: number;
  stepsPerRun: number;
  /** Time of the newest run; the others lie evenly in the days before it. */
  until: number;
  days: number;
  flows: number;
  progress?(runs: number): void;
}

const AT_ONCE = 5_000;
const CAUSES: readonly RunCause[] = ['schedule', 'schedule', 'schedule', 'schedule', 'schedule', 'schedule', 'schedule', 'schedule', 'manual', 'command-line'];
const TASKS = ['Nightly orders', 'Employee export', 'Price list', 'Stock levels', 'Invoices', 'Customer sync', 'Parcel tracking', 'Time sheets'];
const PLACES = ['Berlin', 'Lisbon', 'Oslo', 'Zürich', 'Gdańsk', 'Porto', 'Leeds', 'Malmö'];
const KINDS = ['csv-source', 'filter-rows', 'derive', 'lookup', 'csv-target'];

/** Makes the flows of a made-up history, with as many steps as its runs have; through the store's own doors. */
export function addBulkFlows(store: Store, { flows, stepsPerRun, until }: Pick<BulkHistory, 'flows' | 'stepsPerRun' | 'until'>): void {
  store.write(() => {
    for (let f = 0; f < flows; f++)
      store.flows.add(
        flowSchema.parse({
          format: 'swivel/flow',
          version: FLOW_VERSION,
          id: flowId(f),
          name: flowName(f),
          nodes: Array.from({ length: stepsPerRun }, (_, s) => ({
            id: nodeId(s),
            kind: kindOf(s),
            version: 1,
            name: stepName(s),
            position: { x: s * 200, y: 0 },
            config: {},
          })),
          edges: [],
        }),
        until,
      );
  });
}

/**
 * Fills a history by the fastest way there is, for measurements: the same rows as real runs would leave, always the same for the same numbers. Not durable
 * until it is over; the file must belong to nobody else meanwhile.
 */
export function fillHistory({ file, runs, stepsPerRun, until, days, flows, progress }: BulkHistory): void {
  const db = new Db(file);
  db.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; PRAGMA foreign_keys = OFF; PRAGMA wal_autocheckpoint = 20000');
  const random = randomOf(42);
  const words = new RunWords(db);
  const shapes = Array.from({ length: stepsPerRun }, (_, s) => {
    db.run('INSERT OR IGNORE INTO step_shapes (node_id, name, kind) VALUES (?, ?, ?)', nodeId(s), stepName(s), kindOf(s));
    return db.value<number>('SELECT id FROM step_shapes WHERE node_id = ? AND name = ? AND kind = ?', nodeId(s), stepName(s), kindOf(s));
  });
  const sample = packSample({
    fields: [{ name: 'id', type: 'text' }],
    rows: Array.from({ length: 40 }, (_, i) => [`E-${i}`]),
    origins: Array.from({ length: 40 }, (_, i) => ({ source: nodeId(0), ordinal: i })),
    first: 40,
    total: 1_000,
    profile: [],
    cut: false,
  });
  for (let done = 0; done < runs; done += AT_ONCE) {
    db.write(() => {
      for (let i = done; i < Math.min(runs, done + AT_ONCE); i++)
        addRun(db, words, { i, at: until - Math.floor(((runs - 1 - i) * days * 86_400_000) / runs), flows, shapes, sample, random });
    });
    progress?.(Math.min(runs, done + AT_ONCE));
  }
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}

interface OneRun {
  i: number;
  at: number;
  flows: number;
  shapes: readonly number[];
  sample: Uint8Array;
  random: () => number;
}

function addRun(db: Db, words: RunWords, { i, at, flows, shapes, sample, random }: OneRun): void {
  // Half of all runs are of a tenth of the flows.
  const f = Math.floor(random() * (random() < 0.5 ? flows / 10 : flows));
  const dice = random();
  const status: RunStatus =
    dice < 0.9 ? 'succeeded' : dice < 0.95 ? 'succeeded-with-rejects' : dice < 0.98 ? 'failed' : dice < 0.99 ? 'cancelled' : 'interrupted';
  const id = createTimeId(at, (count) => Uint8Array.from({ length: count }, () => Math.floor(random() * 248)));
  const read = 50 + Math.floor(random() * 5_000);
  const rejected = status === 'succeeded-with-rejects' ? 5 : 0;
  const error =
    status === 'failed'
      ? JSON.stringify({ class: 'user', code: 'file-not-found', message: `The file export_${i}.csv was not found in ${PLACES[f % 8]}.` })
      : null;
  const { rowid: seq } = db.run(
    `INSERT INTO runs (id, flow_id, flow_name, flow_version, mode, cause, status, queued_at, started_at, finished_at, duration_ms, read, delivered, rejected,
       error, parameters) VALUES (?, ?, ?, 1, 'run', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '{}')`,
    id,
    flowId(f),
    flowName(f),
    CAUSES[Math.floor(random() * CAUSES.length)] ?? 'manual',
    status,
    at,
    at + 1,
    at + 40,
    39.5,
    read,
    read - rejected,
    rejected,
    error,
  );
  for (const [position, shape] of shapes.entries()) {
    const counts: StepCounts = { in: read, out: read - rejected, filtered: 0, duplicates: 0, rejected, fannedOut: 0, used: 0, pending: 0 };
    const us = Math.floor(random() * 5_000);
    db.run('INSERT INTO run_steps (run, shape, position, status, counts, us) VALUES (?, ?, ?, 2, ?, ?)', seq, shape, position, packCounts(counts), us);
  }
  for (const [n, message] of ['queued', 'running', status].entries())
    db.run('INSERT INTO run_events (run, seq, at, message) VALUES (?, ?, ?, ?)', seq, n === 2 ? 40 : n + 1, at + n, message);
  db.run(
    `INSERT INTO effects (run_id, node_id, key, effects, records, state, intent_at, done_at, receipt) VALUES (?, ?, 'all', 'file', ?, 'done', ?, ?, ?)`,
    id,
    nodeId(shapes.length - 1),
    read,
    at,
    at + 39,
    JSON.stringify({ nodeId: nodeId(shapes.length - 1), target: `out/${f}.csv`, delivered: read }),
  );
  for (let n = 0; n < rejected; n++)
    db.run(
      `INSERT INTO rejects (run_id, seq, node_id, dead_letter, code, message, field, value, source, ordinal, record)
       VALUES (?, ?, ?, 1, 'not-a-number', 'The text is not a number.', 'amount', 'n/a', ?, ?, '{"id":"E-1"}')`,
      id,
      n + 1,
      nodeId(1),
      nodeId(0),
      n,
    );
  if (rejected > 0) db.run('INSERT INTO reject_totals VALUES (?, ?, ?)', id, nodeId(1), rejected);
  if (i % 50 === 0) db.run(`INSERT INTO samples (run_id, node_id, port, total, body) VALUES (?, ?, 'out', 1000, ?)`, id, nodeId(0), sample);
  const keys = Array.from({ length: 8 }, () => `E-${100_000 + Math.floor(random() * 900_000)}`);
  words.add(seq, `${flowName(f)} ${error === null ? '' : `The file export_${i}.csv was not found in ${PLACES[f % 8]}.`} ${keys.join(' ')}`);
}

const flowId = (f: number) => `bulk${String(f).padStart(16, '0')}`;
const flowName = (f: number) => `${TASKS[f % 8]} ${PLACES[Math.floor(f / 8) % 8]} ${Math.floor(f / 64) + 1}`;
const nodeId = (s: number) => `node${String(s).padStart(4, '0')}`;
const stepName = (s: number) => `Step ${s + 1}`;
const kindOf = (s: number) => KINDS[s % KINDS.length] ?? 'derive';

/** Mulberry32: small, fast, the same everywhere. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
