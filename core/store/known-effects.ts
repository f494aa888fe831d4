import type { ReceiptFacts } from '../base/run-facts.ts';
import type { Db } from './database.ts';
import type { EffectOrigin } from './effects.ts';

/** What is known of the groups one step sent in a series of tries, in numbers. The last try of a group says how it stands. */
export interface GroupsStanding {
  /** Records that were sent. */
  readonly sent: number;
  /** Records of which nobody knows, to be sent again. */
  readonly resent: number;
  /** The same, to be left. */
  readonly left: number;
  /** Groups of which nobody knows and nobody has decided, and their records. */
  readonly openGroups: number;
  readonly openRecords: number;
}

/** One group of records, as the last try of it stands. */
export interface KnownGroup {
  readonly group: string;
  readonly key: string;
  readonly origins: readonly EffectOrigin[];
  readonly state: 'intent' | 'done' | 'unknown';
  readonly decision: 'resend' | 'skip' | null;
}

/** What a step that writes all at once did last. */
export interface WholeStanding {
  readonly state: 'intent' | 'done' | 'unknown';
  readonly decision: 'resend' | 'skip' | null;
  readonly records: number;
}

interface GroupRow extends Omit<KnownGroup, 'origins'> {
  id: number;
  origins: string;
}

const PAGE = 1_000;
/** Effects of one step that cannot be repeated safely. */
const OF_STEP = `node_id = ? AND effects = 'appending-write'`;
/** No later try (their ids as a list in JSON) has the same group. */
const LAST = `NOT EXISTS (SELECT 1 FROM json_each(?) AS later CROSS JOIN effects AS next
  WHERE next.run_id = later.value AND next.node_id = effects.node_id AND next.key = effects.key AND next.effects = 'appending-write')`;

/** Questions to the ledger of effects. A run may have a million of them, so that the answers are sums, or come page by page. */
export class KnownEffectTable {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** How the groups stand that a step sent in these runs, the oldest first. */
  standing(tries: readonly string[], nodeId: string): GroupsStanding {
    const sum = { sent: 0, resent: 0, left: 0, openGroups: 0, openRecords: 0 };
    tries.forEach((runId, at) => {
      const found = this.#db.get<typeof sum>(
        `SELECT coalesce(sum(records) FILTER (WHERE state = 'done'), 0) AS sent,
          coalesce(sum(records) FILTER (WHERE state <> 'done' AND decision = 'resend'), 0) AS resent,
          coalesce(sum(records) FILTER (WHERE state <> 'done' AND decision = 'skip'), 0) AS "left",
          count(*) FILTER (WHERE state <> 'done' AND decision IS NULL) AS openGroups,
          coalesce(sum(records) FILTER (WHERE state <> 'done' AND decision IS NULL), 0) AS openRecords
         FROM effects WHERE run_id = ? AND ${OF_STEP} AND grp IS NOT NULL AND ${LAST}`,
        runId,
        nodeId,
        JSON.stringify(tries.slice(at + 1)),
      );
      if (found) for (const name of Object.keys(sum) as (keyof typeof sum)[]) sum[name] += found[name];
    });
    return sum;
  }

  /** The last that a step did which writes all at once; null when it did nothing in these runs. */
  whole(tries: readonly string[], nodeId: string): WholeStanding | null {
    for (const runId of tries.toReversed()) {
      const found = this.#db.get<WholeStanding>(
        `SELECT state, decision, records FROM effects WHERE run_id = ? AND ${OF_STEP} AND grp IS NULL ORDER BY rowid DESC LIMIT 1`,
        runId,
        nodeId,
      );
      if (found) return found;
    }
    return null;
  }

  /** The groups that a step sent in these runs, each as its last try left it, in the order they were meant; read in pages. */
  *groups(tries: readonly string[], nodeId: string): Generator<KnownGroup, void, undefined> {
    for (const [at, runId] of tries.entries()) {
      const range = this.#db.get<{ low: number | null; high: number | null }>(
        `SELECT min(rowid) AS low, max(rowid) AS high FROM effects WHERE run_id = ?`,
        runId,
      );
      if (!range || range.low === null || range.high === null) continue;
      const later = JSON.stringify(tries.slice(at + 1));
      // What a run does stands together, so the table itself is walked: through the index each page would sort them all.
      for (let after = range.low - 1; ; ) {
        const page = this.#db.all<GroupRow>(
          `SELECT rowid AS id, grp AS "group", key, origins, state, decision FROM effects NOT INDEXED
           WHERE rowid > ? AND rowid <= ? AND run_id = ? AND ${OF_STEP} AND grp IS NOT NULL AND ${LAST} ORDER BY rowid LIMIT ${PAGE}`,
          after,
          range.high,
          runId,
          nodeId,
          later,
        );
        for (const { group, key, origins, state, decision } of page) yield { group, key, origins: JSON.parse(origins) as EffectOrigin[], state, decision };
        const last = page.at(-1);
        if (!last || page.length < PAGE) break;
        after = last.id;
      }
    }
  }

  /** What targets said they hold after a run. */
  receipts(runId: string): ReceiptFacts[] {
    return this.#db
      .all<{ receipt: string }>('SELECT receipt FROM effects WHERE run_id = ? AND receipt IS NOT NULL ORDER BY rowid', runId)
      .map(({ receipt }) => JSON.parse(receipt) as ReceiptFacts);
  }

  /** Records of a step of a run that nobody knows of: whether they were written. */
  unknownRecords(runId: string, nodeId: string): number {
    return this.#db.value<number>(
      `SELECT coalesce(sum(records), 0) FROM effects WHERE run_id = ? AND node_id = ? AND state IN ('intent', 'unknown') AND state = 'unknown'`,
      runId,
      nodeId,
    );
  }

  /** Whether a run did anything outside, as far as is known. */
  hasBegun(runId: string): boolean {
    return this.#db.get(`SELECT 1 FROM effects WHERE run_id = ? AND (state <> 'intent' OR receipt IS NOT NULL) LIMIT 1`, runId) !== undefined;
  }
}
