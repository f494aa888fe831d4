import type { ErrorReport } from '../base/errors.ts';
import { type StepCounts, type StepFacts, type StepStatus, stepCountsSchema, stepStatusSchema } from '../base/run-facts.ts';
import type { Db } from './database.ts';
import { Remembered } from './remembered.ts';

interface StepRow {
  node_id: string;
  name: string;
  kind: string;
  status: number;
  counts: string;
  ports: string | null;
  us: number;
  error: string | null;
}

/** Twenty million of these are kept: a state is its place in this list, counts are a list of numbers. Both grow at the end only. */
const STATUSES: readonly StepStatus[] = ['waiting', 'running', 'succeeded', 'succeeded-with-rejects', 'failed', 'cancelled', 'skipped', 'interrupted'];
const FIRST_COUNTS = ['in', 'out', 'filtered', 'duplicates', 'rejected', 'fannedOut', 'used', 'pending'] as const satisfies readonly (keyof StepCounts)[];
const COUNTS = [...new Set<string>([...FIRST_COUNTS, ...Object.keys(stepCountsSchema.shape)])] as (keyof StepCounts)[];

/** The numbers that stand for states of steps in the database: those not yet final. */
export const OPEN_STEP_STATUSES = [STATUSES.indexOf('waiting'), STATUSES.indexOf('running')];
/** The number of the state of a step whose run ended with the program. */
export const INTERRUPTED_STEP = STATUSES.indexOf('interrupted');

const OF_RUN = '(SELECT seq FROM runs WHERE id = ?)';

/** The steps of runs, in plan order, and what each noted of the outside: what it read, what it would have done. */
export class StepTable {
  readonly #db: Db;
  readonly #shapes: Remembered<number>;

  constructor(db: Db) {
    this.#db = db;
    this.#shapes = new Remembered(db);
  }

  /** Writes the steps of a run as they stand now, new ones behind those already there. */
  put(runId: string, steps: readonly StepFacts[]): void {
    this.#db.write(() => {
      for (const [position, { nodeId, name, kind, status, counts, ports, ms, error }] of steps.entries())
        this.#db.run(
          `INSERT INTO run_steps (run, shape, position, status, counts, ports, us, error) VALUES (${OF_RUN}, ?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (run, shape) DO UPDATE SET status = excluded.status, counts = excluded.counts, ports = excluded.ports, us = excluded.us,
             error = excluded.error`,
          runId,
          this.#shape(nodeId, name, kind),
          position,
          statusNumber(status),
          packCounts(counts),
          packPorts(ports, counts),
          Math.round(ms * 1000),
          error ? JSON.stringify(error) : null,
        );
    });
  }

  #shape(nodeId: string, name: string, kind: string): number {
    return this.#shapes.get(JSON.stringify([nodeId, name, kind]), () => {
      const known = this.#db.get<{ id: number }>('SELECT id FROM step_shapes WHERE node_id = ? AND name = ? AND kind = ?', nodeId, name, kind);
      return known?.id ?? this.#db.run('INSERT INTO step_shapes (node_id, name, kind) VALUES (?, ?, ?)', nodeId, name, kind).rowid;
    });
  }

  /** Steps of a run in plan order. */
  of(runId: string): StepFacts[] {
    return this.#db
      .all<StepRow>(
        `SELECT k.node_id, k.name, k.kind, s.status, s.counts, s.ports, s.us, s.error
         FROM run_steps s JOIN step_shapes k ON k.id = s.shape WHERE s.run = ${OF_RUN} ORDER BY s.position, s.shape`,
        runId,
      )
      .map((row) => {
        const counts = unpackCounts(row.counts);
        return {
          nodeId: row.node_id,
          name: row.name,
          kind: row.kind,
          status: STATUSES[row.status] ?? 'interrupted',
          counts,
          ports: row.ports === null ? { out: counts.out } : (JSON.parse(row.ports) as Record<string, number>),
          ms: row.us / 1000,
          ...(row.error === null ? {} : { error: JSON.parse(row.error) as ErrorReport }),
        };
      });
  }

  /** Keeps a note of a step as JSON text: what it has read, or what it would have done. */
  note(runId: string, nodeId: string, what: 'readings' | 'would_do' | 'checks', json: string): void {
    this.#db.run(`UPDATE run_steps SET ${what} = ? WHERE run = ${OF_RUN} AND shape IN (SELECT id FROM step_shapes WHERE node_id = ?)`, json, runId, nodeId);
  }

  /** The notes of a run, in plan order. */
  notes(runId: string, what: 'readings' | 'would_do' | 'checks'): { nodeId: string; json: string }[] {
    return this.#db.all(
      `SELECT k.node_id AS nodeId, s.${what} AS json FROM run_steps s JOIN step_shapes k ON k.id = s.shape
       WHERE s.run = ${OF_RUN} AND s.${what} IS NOT NULL ORDER BY s.position, s.shape`,
      runId,
    );
  }
}

function statusNumber(status: StepStatus): number {
  return STATUSES.indexOf(stepStatusSchema.parse(status));
}

/** Counts as text, e.g. `1000,990,10`: zeros at the end are left out. Exported for the program that makes histories for benches. */
export function packCounts(counts: StepCounts): string {
  const numbers = COUNTS.map((name) => counts[name] ?? 0);
  while (numbers.length > 1 && numbers.at(-1) === 0) numbers.pop();
  return numbers.join(',');
}

function unpackCounts(text: string): StepCounts {
  const numbers = text.split(',');
  return Object.fromEntries(COUNTS.map((name, i) => [name, Number(numbers[i] ?? 0)])) as StepCounts;
}

/** Most steps have one port, and what left by it is counted already. */
function packPorts(ports: Readonly<Record<string, number>>, counts: StepCounts): string | null {
  return Object.keys(ports).length === 1 && ports['out'] === counts.out ? null : JSON.stringify(ports);
}
