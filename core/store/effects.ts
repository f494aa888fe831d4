import type { ReceiptFacts } from '../base/run-facts.ts';
import type { Db } from './database.ts';

/** One effect outside: meant (`intent`), done with a receipt, or not known because the run was killed in between. */
export interface Effect {
  nodeId: string;
  key: string;
  /** The step kind's own word for what it does outside. */
  effects: string;
  records: number;
  state: 'intent' | 'done' | 'unknown';
  receipt?: ReceiptFacts;
}

/** The ledger of effects: an intent is durable before the effect, its receipt after it. Also the half products to remove when a run was killed. */
export class EffectTable {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  intend(runId: string, effect: { nodeId: string; key: string; effects: string; records: number }, at: number): void {
    this.#db.run(
      `INSERT INTO effects (run_id, node_id, key, effects, records, state, intent_at) VALUES (?, ?, ?, ?, ?, 'intent', ?)
       ON CONFLICT DO UPDATE SET records = excluded.records, state = 'intent', intent_at = excluded.intent_at WHERE state <> 'done'`,
      runId,
      effect.nodeId,
      effect.key,
      effect.effects,
      effect.records,
      at,
    );
  }

  /** Done, once: a second receipt for the same key changes nothing. */
  done(runId: string, nodeId: string, key: string, receipt: ReceiptFacts, at: number): void {
    this.#db.run(
      `UPDATE effects SET state = 'done', done_at = ?, receipt = ? WHERE run_id = ? AND node_id = ? AND key = ? AND state IN ('intent', 'unknown')`,
      at,
      JSON.stringify(receipt),
      runId,
      nodeId,
      key,
    );
  }

  /** The run is over without a word on these: nobody can tell whether they happened. */
  leaveUnknown(runId: string): void {
    this.#db.run(`UPDATE effects SET state = 'unknown' WHERE run_id = ? AND state = 'intent'`, runId);
  }

  of(runId: string): Effect[] {
    return this.#db
      .all<Omit<Effect, 'receipt'> & { receipt: string | null }>(
        'SELECT node_id AS nodeId, key, effects, records, state, receipt FROM effects WHERE run_id = ? ORDER BY rowid',
        runId,
      )
      .map(({ receipt, ...effect }) => ({ ...effect, ...(receipt === null ? {} : { receipt: JSON.parse(receipt) as ReceiptFacts }) }));
  }

  /** Writes down a half product before it comes into being. */
  addPartFile(runId: string, path: string): void {
    this.#db.run('INSERT OR IGNORE INTO part_files VALUES (?, ?)', runId, path);
  }

  partFiles(runId: string): string[] {
    return this.#db.all<{ path: string }>('SELECT path FROM part_files WHERE run_id = ? ORDER BY rowid', runId).map((row) => row.path);
  }

  dropPartFiles(runId: string): void {
    this.#db.run('DELETE FROM part_files WHERE run_id = ?', runId);
  }
}
