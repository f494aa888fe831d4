import type { Environment } from '../base/environment.ts';
import type { ArrivalState } from '../flow/expectation.ts';
import type { Db } from './database.ts';

/** What is known of one expected file. */
export interface ArrivalRecord {
  flowId: string;
  expectationId: string;
  /** Day of the due time in the zone of the flow, ISO. */
  day: string;
  /** What the expectation was called. */
  name: string;
  due: number;
  /** Due time and grace: later is late. */
  until: number;
  state: ArrivalState;
  /** What is wrong, in a sentence; null where nothing is. */
  said: string | null;
  file: string | null;
  bytes: number | null;
  /** Records that were read of it; null while nobody has. */
  rows: number | null;
  /** SHA-256 in hex, where it was computed. */
  hash: string | null;
  arrivedAt: number | null;
  /** The run that read it. */
  runId: string | null;
  changedAt: number;
  /** That of the flow when the file came. */
  environment: Environment;
}

const COLUMNS = `flow_id AS flowId, expectation_id AS expectationId, day, name, due, until, state, said, file, bytes, rows, hash, arrived_at AS arrivedAt, run_id AS runId,
  changed_at AS changedAt, environment`;

/** Files that were expected, and what became of them. */
export class ArrivalTable {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Those due in [from, to], oldest first; of one flow where it is named. */
  between(from: number, to: number, flowId?: string): ArrivalRecord[] {
    if (flowId === undefined) return this.#db.all(`SELECT ${COLUMNS} FROM arrivals WHERE due BETWEEN ? AND ? ORDER BY due, flow_id, expectation_id`, from, to);
    return this.#db.all(`SELECT ${COLUMNS} FROM arrivals WHERE flow_id = ? AND due BETWEEN ? AND ? ORDER BY due, expectation_id`, flowId, from, to);
  }

  /** The newest of an expectation, newest first. */
  newest(flowId: string, expectationId: string, most: number): ArrivalRecord[] {
    return this.#db.all(`SELECT ${COLUMNS} FROM arrivals WHERE flow_id = ? AND expectation_id = ? ORDER BY day DESC LIMIT ?`, flowId, expectationId, most);
  }

  find(flowId: string, expectationId: string, day: string): ArrivalRecord | undefined {
    return this.#db.get(`SELECT ${COLUMNS} FROM arrivals WHERE flow_id = ? AND expectation_id = ? AND day = ?`, flowId, expectationId, day);
  }

  /** The first day on which a file with this content came in the environment; null where it is new there. */
  dayOfHash(flowId: string, expectationId: string, environment: Environment, hash: string, before: string): string | null {
    return this.#db.value<string | null>(
      'SELECT min(day) FROM arrivals WHERE flow_id = ? AND expectation_id = ? AND hash = ? AND environment = ? AND day < ?',
      flowId,
      expectationId,
      hash,
      environment,
      before,
    );
  }

  /** Writes what is known of a day, in the place of what was. */
  put(one: ArrivalRecord): void {
    this.#db.run(
      'INSERT OR REPLACE INTO arrivals VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      one.flowId,
      one.expectationId,
      one.day,
      one.name,
      one.due,
      one.until,
      one.state,
      one.said,
      one.file,
      one.bytes,
      one.rows,
      one.hash,
      one.arrivedAt,
      one.runId,
      one.changedAt,
      one.environment,
    );
  }

  /** Forgets the days of a flow that are still waited for, so that they follow what is expected now. */
  dropWaiting(flowId: string): void {
    this.#db.run(`DELETE FROM arrivals WHERE flow_id = ? AND state = 'waiting'`, flowId);
  }
}
