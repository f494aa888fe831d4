import { type ArrivedFile, type Happening, happeningSchema, type ReceivedRequest } from '../base/happening.ts';
import type { Db } from './database.ts';

/** Something a trigger has received, to be written down. */
export interface NewHappening {
  flowId: string;
  nodeId: string;
  at: number;
  /** One file, one request: what a run takes together is put together when it is taken. */
  what: Happening;
  /** By which it is known again; what is known already is not written a second time. */
  key?: string;
  /** A sentence about it, for the run: that it is late. */
  note?: string;
}

/** Where a happening stands. `returned`: it ended without a run, on purpose (the flow was running already). */
export type HappeningState = 'waiting' | 'taken' | 'done' | 'failed' | 'returned';

/** A happening as lists show it. */
export interface HappeningRecord {
  seq: number;
  flowId: string;
  nodeId: string;
  kind: Happening['kind'];
  receivedAt: number;
  state: HappeningState;
  tries: number;
  runId: string | null;
  note: string | null;
  trouble: string | null;
  /** Length of what is kept of it. */
  bytes: number;
}

/** A happening with the first of the files that arrived, as a list shows it; `files` counts them, 0 for another kind. */
export interface ListedHappening extends HappeningRecord {
  files: number;
  fileName: string | null;
  fileBytes: number | null;
}

/** How much of a trigger's inbox is where. */
export interface InboxCounts {
  waiting: number;
  taken: number;
  failed: number;
  /** When the newest came. */
  lastAt: number | null;
}

interface Row extends HappeningRecord {
  payload: string;
}

/** A happening is given to runs that are cut off this often at most. */
const MOST_TRIES = 3;
const ROWS_AT_ONCE = 500;
const COLUMNS = `seq, flow_id AS flowId, node_id AS nodeId, kind, received_at AS receivedAt, state, tries, run_id AS runId, note, trouble, length(payload) AS bytes`;

/**
 * What triggers have received: on disk before anything is acknowledged, and there until a run has made something of it. Waiting → taken by a run → done or
 * failed; a run that was cut off gives it back.
 */
export class InboxTable {
  readonly #db: Db;
  /** How many transactions had been taken back when nothing was waiting; null: something may be. */
  #nothingWaits: number | null = null;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Writes them down in one transaction, durable when this returns. Says for each its number, or null when it was known already. */
  add(happenings: readonly NewHappening[]): (number | null)[] {
    if (happenings.length === 0) return [];
    this.#nothingWaits = null;
    return this.#db.write(() => happenings.map((one) => this.#addOne(one)));
  }

  /** Whether a key is known; `note` keeps it from being forgotten for as long as it is seen. */
  knows(flowId: string, nodeId: string, key: string): boolean {
    return this.#db.get('SELECT 1 FROM happening_keys WHERE flow_id = ? AND node_id = ? AND key = ?', flowId, nodeId, key) !== undefined;
  }

  /** Notes keys without a happening, or that they were seen again. */
  note(flowId: string, nodeId: string, keys: readonly string[], at: number): void {
    this.#db.write(() => {
      for (const key of keys)
        this.#db.run(
          'INSERT INTO happening_keys (flow_id, node_id, key, at) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET at = excluded.at',
          flowId,
          nodeId,
          key,
          at,
        );
    });
  }

  /** Flows with something waiting, those that wait longest first. */
  flowsWaiting(): string[] {
    const takenBack = this.#db.takenBack;
    if (this.#nothingWaits === takenBack) return [];
    const rows = this.#db.all<{ flowId: string }>(`SELECT flow_id AS flowId FROM happenings WHERE state = 'waiting' GROUP BY flow_id ORDER BY min(seq)`);
    if (rows.length === 0) this.#nothingWaits = takenBack;
    return rows.map(({ flowId }) => flowId);
  }

  /** What waits of a flow, oldest first. */
  waiting(flowId: string, most: number): HappeningRecord[] {
    return this.#db.all<HappeningRecord>(`SELECT ${COLUMNS} FROM happenings WHERE flow_id = ? AND state = 'waiting' ORDER BY seq LIMIT ?`, flowId, most);
  }

  /** How many wait at a trigger, counted up to `most`. */
  countWaiting(flowId: string, nodeId: string, most: number): number {
    return this.#db.value<number>(
      `SELECT count(*) FROM (SELECT 1 FROM happenings WHERE flow_id = ? AND node_id = ? AND state = 'waiting' LIMIT ?)`,
      flowId,
      nodeId,
      most,
    );
  }

  /** waiting → taken, by a run that is queued in the same transaction. */
  take(seqs: readonly number[], runId: string): void {
    this.#db.write(() => {
      for (const seq of seqs) {
        this.#db.run(`UPDATE happenings SET state = 'taken', run_id = ?, tries = tries + 1 WHERE seq = ? AND state = 'waiting'`, runId, seq);
        this.#db.run('INSERT OR IGNORE INTO run_happenings (run_id, happening) VALUES (?, ?)', runId, seq);
      }
    });
  }

  /** taken → done or failed, when the run is over. Says how many there were. */
  settle(runId: string, state: 'done' | 'failed', at: number, trouble: string | null): number {
    return this.#db.run(`UPDATE happenings SET state = ?, settled_at = ?, trouble = ? WHERE run_id = ? AND state = 'taken'`, state, at, trouble, runId).changes;
  }

  /**
   * taken → waiting: the run was cut off before anything of it that cannot be repeated happened. What was given out too often is failed. Says how many wait
   * again.
   */
  giveBack(runId: string, at: number, trouble: string): number {
    this.#nothingWaits = null;
    return this.#db.write(() => {
      this.#db.run(
        `UPDATE happenings SET state = 'failed', settled_at = ?, trouble = ? WHERE run_id = ? AND state = 'taken' AND tries >= ${MOST_TRIES}`,
        at,
        trouble,
        runId,
      );
      return this.#db.run(`UPDATE happenings SET state = 'waiting', run_id = NULL WHERE run_id = ? AND state = 'taken'`, runId).changes;
    });
  }

  /** taken → waiting without counting as a try: the program ended before the run began, or was closed before it ended. */
  putBack(runId: string): number {
    this.#nothingWaits = null;
    return this.#db.run(`UPDATE happenings SET state = 'waiting', run_id = NULL, tries = tries - 1 WHERE run_id = ? AND state = 'taken'`, runId).changes;
  }

  /** failed → done: a replay of the run that failed made up for it. */
  settleByReplay(runId: string, at: number): void {
    this.#db.run(
      `UPDATE happenings SET state = 'done', settled_at = ?, trouble = NULL
       WHERE state = 'failed' AND run_id = ? AND seq IN (SELECT happening FROM run_happenings WHERE run_id = ?)`,
      at,
      runId,
      runId,
    );
  }

  /** waiting → returned or failed, without a run. */
  close(seqs: readonly number[], state: 'returned' | 'failed', at: number, trouble: string): void {
    this.#db.write(() => {
      for (const seq of seqs)
        this.#db.run(`UPDATE happenings SET state = ?, settled_at = ?, trouble = ? WHERE seq = ? AND state = 'waiting'`, state, at, trouble, seq);
    });
  }

  /** Puts what failed back so that a run takes it again; one that a person asks for. Says how many. */
  again(flowId: string, nodeId: string): number {
    this.#nothingWaits = null;
    return this.#db.run(
      `UPDATE happenings SET state = 'waiting', run_id = NULL, tries = 0, settled_at = NULL, trouble = NULL WHERE flow_id = ? AND node_id = ? AND state = 'failed'`,
      flowId,
      nodeId,
    ).changes;
  }

  /** The state of one happening. */
  find(seq: number): HappeningRecord | undefined {
    return this.#db.get<HappeningRecord>(`SELECT ${COLUMNS} FROM happenings WHERE seq = ?`, seq);
  }

  /** What happened, of these numbers, as a run takes it; null when none of them is there. They are of one trigger. */
  happening(seqs: readonly number[]): Happening | null {
    return merged(seqs.flatMap((seq) => this.#db.all<Row>(`SELECT ${COLUMNS}, payload FROM happenings WHERE seq = ?`, seq)));
  }

  /** What made a trigger start this run; null for a run that nothing started, and when it is no longer kept. */
  ofRun(runId: string): Happening | null {
    return merged(
      this.#db.all<Row>(`SELECT ${COLUMNS}, payload FROM happenings WHERE seq IN (SELECT happening FROM run_happenings WHERE run_id = ?) ORDER BY seq`, runId),
    );
  }

  /** Ids of runs that have taken something which is not settled, whatever became of the run. */
  runsWithTaken(): string[] {
    return this.#db.all<{ runId: string }>(`SELECT DISTINCT run_id AS runId FROM happenings WHERE state = 'taken'`).map(({ runId }) => runId);
  }

  /** The newest happenings of a trigger as a run would take them together; null when there was none. For previews. */
  last(flowId: string, nodeId: string, most: number): Happening | null {
    return merged(
      this.#db.all<Row>(
        `SELECT * FROM (SELECT ${COLUMNS}, payload FROM happenings WHERE flow_id = ? AND node_id = ? ORDER BY seq DESC LIMIT ?) ORDER BY seq`,
        flowId,
        nodeId,
        most,
      ),
    );
  }

  /** The newest happenings of a trigger, newest first. */
  page(flowId: string, nodeId: string, limit: number): ListedHappening[] {
    return this.#db.all<ListedHappening>(
      `SELECT ${COLUMNS}, coalesce(json_array_length(payload, '$.files'), 0) AS files, payload ->> '$.files[0].name' AS fileName,
        payload ->> '$.files[0].bytes' AS fileBytes FROM happenings WHERE flow_id = ? AND node_id = ? ORDER BY seq DESC LIMIT ?`,
      flowId,
      nodeId,
      limit,
    );
  }

  /** How much of a trigger's inbox is where; each counted up to 10,000. */
  counts(flowId: string, nodeId: string): InboxCounts {
    const count = (state: string) =>
      this.#db.value<number>(
        'SELECT count(*) FROM (SELECT 1 FROM happenings WHERE flow_id = ? AND node_id = ? AND state = ? LIMIT 10000)',
        flowId,
        nodeId,
        state,
      );
    return { waiting: count('waiting'), taken: count('taken'), failed: count('failed'), lastAt: this.lastAt(flowId, nodeId) };
  }

  /** When a trigger received something last; null when it never did, or that is no longer kept. */
  lastAt(flowId: string, nodeId: string): number | null {
    const newest = this.#db.get<{ at: number }>(
      'SELECT received_at AS at FROM happenings WHERE flow_id = ? AND node_id = ? ORDER BY seq DESC LIMIT 1',
      flowId,
      nodeId,
    );
    return newest?.at ?? null;
  }

  /** Removes what was done before `before`, what failed before `failedBefore`, and keys not seen since `keysBefore`; true when there is more to do. */
  forget({ before, failedBefore, keysBefore }: { before: number; failedBefore: number; keysBefore: number }): boolean {
    return this.#db.write(() => {
      const gone = this.#db.run(
        `DELETE FROM happenings WHERE seq IN (SELECT seq FROM happenings
           WHERE settled_at IS NOT NULL AND settled_at < ? AND settled_at < CASE state WHEN 'failed' THEN ? ELSE ? END AND state NOT IN ('waiting', 'taken') LIMIT ?)`,
        Math.max(before, failedBefore),
        failedBefore,
        before,
        ROWS_AT_ONCE,
      ).changes;
      const keys = this.#db.run(
        `DELETE FROM happening_keys WHERE (flow_id, node_id, key) IN (SELECT flow_id, node_id, key FROM happening_keys WHERE at < ? LIMIT ?)`,
        keysBefore,
        ROWS_AT_ONCE,
      ).changes;
      return gone === ROWS_AT_ONCE || keys === ROWS_AT_ONCE;
    });
  }

  #addOne({ flowId, nodeId, at, what, key, note }: NewHappening): number | null {
    if (key !== undefined) {
      const known = this.#db.run('INSERT OR IGNORE INTO happening_keys (flow_id, node_id, key, at) VALUES (?, ?, ?, ?)', flowId, nodeId, key, at);
      if (known.changes === 0) return null;
    }
    return this.#db.run(
      'INSERT INTO happenings (flow_id, node_id, kind, received_at, payload, note) VALUES (?, ?, ?, ?, ?, ?)',
      flowId,
      nodeId,
      what.kind,
      at,
      JSON.stringify(what),
      note ?? null,
    ).rowid;
  }
}

/** Happenings of one trigger as one: files and requests one after another, of the others the last. */
function merged(rows: readonly Row[]): Happening | null {
  const all = rows.map(({ payload }) => happeningSchema.parse(JSON.parse(payload)));
  const last = all.at(-1);
  if (!last) return null;
  if (last.kind === 'files') return { ...last, files: all.flatMap((one): ArrivedFile[] => (one.kind === 'files' ? one.files : [])) };
  if (last.kind === 'requests') {
    const requests = all.flatMap((one, index): ReceivedRequest[] =>
      one.kind === 'requests' ? one.requests.map((request) => ({ ...request, id: request.id || String(rows[index]?.seq ?? '') })) : [],
    );
    return { ...last, requests };
  }
  return last;
}
