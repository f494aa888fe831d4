import type { ReceiptFacts } from '../base/run-facts.ts';
import type { UnknownEffects } from '../flow/flow.ts';
import type { Db } from './database.ts';

/** Source records in order: node id of the source, first ordinal, how many, and by how much each is behind the last. */
export type EffectOrigin = readonly [source: string, first: number, count: number, step: 0 | 1];

/** What a run says of an effect before it does it. */
export interface IntendedEffect {
  nodeId: string;
  key: string;
  /** The step kind's own word for what it does outside. */
  effects: string;
  records: number;
  /** Absent for a target that writes everything at once. */
  group?: { id: string; origins: readonly EffectOrigin[] };
  /** What is to happen when nobody knows whether it was done; absent: a person is asked. */
  choice?: UnknownEffects;
  /** Path of a half product: while it is there nothing was done. */
  half?: string;
}

/** One effect outside: meant (`intent`), done with a receipt, or not known because the run was killed in between. */
export interface Effect {
  nodeId: string;
  key: string;
  effects: string;
  records: number;
  state: 'intent' | 'done' | 'unknown';
  intentAt: number;
  receipt?: ReceiptFacts;
  /** Name of the group within the step; null for all that the step writes at once. */
  group: string | null;
  origins: readonly EffectOrigin[];
  /** What the other side answered, or why nobody knows. */
  said?: string;
  /** What was decided about an effect that nobody knows. */
  decision?: 'resend' | 'skip';
  decidedAt?: number;
  decidedBy?: string;
}

/** Which unknown effects of a run are meant: all of them, those of one step, those under these keys. */
export interface WhichEffects {
  nodeId?: string | undefined;
  keys?: readonly string[] | undefined;
}

/** Effects of one step that something was decided about: how many, and of how many records. */
export interface DecidedEffects {
  nodeId: string;
  effects: number;
  records: number;
}

interface EffectRow {
  nodeId: string;
  key: string;
  effects: string;
  records: number;
  state: Effect['state'];
  intentAt: number;
  receipt: string | null;
  grp: string | null;
  origins: string | null;
  said: string | null;
  decision: 'resend' | 'skip' | null;
  decidedAt: number | null;
  decidedBy: string | null;
}

const COLUMNS = `node_id AS nodeId, key, effects, records, state, intent_at AS intentAt, receipt, grp, origins, said, decision, decided_at AS decidedAt,
  decided_by AS decidedBy`;

/** Unknown, and not to be repeated safely; worded as the index of what is open is. */
const WAITING = `run_id = ? AND state IN ('intent', 'unknown') AND state = 'unknown' AND effects = 'appending-write'`;

/**
 * The ledger of effects: an intent is durable before the effect, its receipt after it; what is between is unknown once the run is over, and waits for a
 * decision unless it can be repeated safely. Also the half products to remove when a run was killed.
 */
export class EffectTable {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  intend(runId: string, effect: IntendedEffect, at: number): void {
    this.#db.run(
      `INSERT INTO effects (run_id, node_id, key, effects, records, state, intent_at, grp, origins, choice, half) VALUES (?, ?, ?, ?, ?, 'intent', ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET records = excluded.records, state = 'intent', intent_at = excluded.intent_at WHERE state <> 'done'`,
      runId,
      effect.nodeId,
      effect.key,
      effect.effects,
      effect.records,
      at,
      effect.group?.id ?? null,
      effect.group ? JSON.stringify(effect.group.origins) : null,
      effect.choice ?? 'ask',
      effect.half ?? null,
    );
  }

  /** What was meant before its records were counted begins, with so many. */
  begins(runId: string, nodeId: string, key: string, records: number): void {
    this.#db.run(`UPDATE effects SET records = ? WHERE run_id = ? AND node_id = ? AND key = ? AND state = 'intent'`, records, runId, nodeId, key);
  }

  /** What a run meant to do whose half products are to be looked at. */
  meantWithHalf(runId: string): { nodeId: string; key: string; half: string }[] {
    return this.#db.all(`SELECT node_id AS nodeId, key, half FROM effects WHERE run_id = ? AND state = 'intent' AND half IS NOT NULL`, runId);
  }

  /** Whether a run has begun to write something that cannot be repeated safely. */
  hasAppended(runId: string): boolean {
    return this.#db.get(`SELECT 1 FROM effects WHERE run_id = ? AND effects = 'appending-write' LIMIT 1`, runId) !== undefined;
  }

  /** Done, once: a second receipt for the same key changes nothing. A step whose groups had their own intents needs none for the whole. */
  done(runId: string, nodeId: string, key: string, receipt: ReceiptFacts, at: number): void {
    this.#db.run(
      `INSERT INTO effects (run_id, node_id, key, effects, records, state, intent_at, done_at, receipt) VALUES (?, ?, ?, '', ?, 'done', ?, ?, ?)
       ON CONFLICT DO UPDATE SET state = 'done', done_at = excluded.done_at, receipt = excluded.receipt WHERE state IN ('intent', 'unknown')`,
      runId,
      nodeId,
      key,
      receipt.delivered,
      at,
      at,
      JSON.stringify(receipt),
    );
  }

  /** A group of records was sent. An earlier try under the same key of which nobody knew is settled by it. */
  sent(runId: string, nodeId: string, key: string, at: number, said: string | null): void {
    this.#db.run(
      `UPDATE effects SET state = 'done', done_at = ?, said = ? WHERE run_id = ? AND node_id = ? AND key = ? AND state <> 'done'`,
      at,
      said,
      runId,
      nodeId,
      key,
    );
    this.#db.run(
      `UPDATE effects SET state = 'done', done_at = ?, said = coalesce(?, said) WHERE key = ? AND node_id = ? AND state = 'unknown'`,
      at,
      said,
      key,
      nodeId,
    );
  }

  /** Nothing of it was done, for certain: as if it had never been meant. */
  notSent(runId: string, nodeId: string, key: string): void {
    this.#db.run(`DELETE FROM effects WHERE run_id = ? AND node_id = ? AND key = ? AND state = 'intent'`, runId, nodeId, key);
  }

  /** Nobody knows whether it was done, and why not. */
  unknown(runId: string, nodeId: string, key: string, said: string): void {
    this.#db.run(`UPDATE effects SET state = 'unknown', said = ? WHERE run_id = ? AND node_id = ? AND key = ? AND state = 'intent'`, said, runId, nodeId, key);
  }

  /**
   * The run is over without a word on these: nobody can tell whether they happened. Where the step has a choice for that it is written down as the
   * decision; the others wait for a person, but for what can be repeated safely.
   */
  leaveUnknown(runId: string, at: number | null = null): void {
    this.#db.run(`UPDATE effects SET state = 'unknown' WHERE run_id = ? AND state = 'intent'`, runId);
    this.#db.run(
      `UPDATE effects SET decision = choice, decided_at = ?, decided_by = 'setting'
       WHERE run_id = ? AND state = 'unknown' AND decision IS NULL AND choice <> 'ask' AND effects = 'appending-write'`,
      at,
      runId,
    );
  }

  /** Writes down what is to become of unknown effects of a run (of one step, or under these keys only); says of which steps, and how many. */
  decide(runId: string, which: WhichEffects, decision: 'resend' | 'skip', at: number, by: string): DecidedEffects[] {
    const chosen = `${WAITING} AND node_id = coalesce(?, node_id) AND (? IS NULL OR key IN (SELECT value FROM json_each(?)))`;
    const keys = which.keys ? JSON.stringify(which.keys) : null;
    const values = [runId, which.nodeId ?? null, keys, keys];
    return this.#db.write(() => {
      const decided = this.#db.all<DecidedEffects>(
        `SELECT node_id AS nodeId, count(*) AS effects, sum(records) AS records FROM effects WHERE ${chosen} GROUP BY node_id ORDER BY min(rowid)`,
        ...values,
      );
      if (decided.length > 0) this.#db.run(`UPDATE effects SET decision = ?, decided_at = ?, decided_by = ? WHERE ${chosen}`, decision, at, by, ...values);
      return decided;
    });
  }

  /** Effects of which nobody knows and that cannot be repeated safely: how many there are, and how many of them nobody has decided about. */
  waitingCount(runId: string): { total: number; undecided: number } {
    return this.#db.get<{ total: number; undecided: number }>(
      `SELECT count(*) AS total, count(*) FILTER (WHERE decision IS NULL) AS undecided FROM effects WHERE ${WAITING}`,
      runId,
    ) as { total: number; undecided: number };
  }

  /** The first of them, decided or not, in the order they were meant. */
  waiting(runId: string, most: number): Effect[] {
    return this.#db.all<EffectRow>(`SELECT ${COLUMNS} FROM effects WHERE ${WAITING} ORDER BY rowid LIMIT ?`, runId, most).map(effectOf);
  }

  /** Everything that a run did or meant to do outside: as much as there is. For tests, and for runs whose targets write at once. */
  of(runId: string): Effect[] {
    return this.#db.all<EffectRow>(`SELECT ${COLUMNS} FROM effects WHERE run_id = ? ORDER BY rowid`, runId).map(effectOf);
  }

  /** A run with the run it replays, whose other replays and theirs, in the order they were queued. */
  family(runId: string): string[] {
    let first = runId;
    for (let up = this.#parent(first); up !== null; up = this.#parent(first)) first = up;
    const family = [first];
    for (const id of family) family.push(...this.#db.all<{ id: string }>('SELECT id FROM runs WHERE replay_of = ? ORDER BY seq', id).map((row) => row.id));
    const order = new Map(family.map((id) => [id, this.#db.value<number>('SELECT seq FROM runs WHERE id = ?', id)]));
    return family.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
  }

  /** The run that this one replays, if it is still there. */
  #parent(runId: string): string | null {
    return this.#db.get<{ id: string }>('SELECT parent.id FROM runs JOIN runs parent ON parent.id = runs.replay_of WHERE runs.id = ?', runId)?.id ?? null;
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

function effectOf(row: EffectRow): Effect {
  return {
    nodeId: row.nodeId,
    key: row.key,
    effects: row.effects,
    records: row.records,
    state: row.state,
    intentAt: row.intentAt,
    group: row.grp,
    origins: row.origins === null ? [] : (JSON.parse(row.origins) as EffectOrigin[]),
    ...(row.receipt === null ? {} : { receipt: JSON.parse(row.receipt) as ReceiptFacts }),
    ...(row.said === null ? {} : { said: row.said }),
    ...(row.decision === null ? {} : { decision: row.decision }),
    ...(row.decidedAt === null ? {} : { decidedAt: row.decidedAt }),
    ...(row.decidedBy === null ? {} : { decidedBy: row.decidedBy }),
  };
}
