import { decodeValue, encodeValue } from '../base/json.ts';
import type { RecordOrigin } from '../base/sample.ts';
import type { PlainRecord } from '../base/value.ts';
import type { Bindable, Db } from './database.ts';

/** A record that a step could not handle, with the reason and the record as it was. */
export interface RejectRecord {
  nodeId: string;
  /** True when nothing downstream took it. */
  deadLetter: boolean;
  code: string;
  message: string;
  field?: string;
  value?: string;
  hint?: string;
  file?: string;
  row?: number;
  byte?: number;
  origin?: RecordOrigin;
  record?: PlainRecord;
  raw?: string;
}

/** Other source records that went into a rejected one: how many, and where the first of them came from. */
export interface RejectMembers {
  count: number;
  first: readonly RecordOrigin[];
}

/** A kept reject: its place in the run, and the replay that delivered it. */
export interface KeptReject extends RejectRecord {
  seq: number;
  resolvedBy?: string;
  resolvedAs?: Settlement;
  members?: RejectMembers;
}

/** What a replay has made of a record that was rejected before. */
export type Settlement = 'delivered' | 'filtered' | 'duplicate';

interface RejectRow {
  seq: number;
  node_id: string;
  dead_letter: number;
  code: string;
  message: string;
  field: string | null;
  value: string | null;
  hint: string | null;
  file: string | null;
  line: number | null;
  byte: number | null;
  source: string | null;
  ordinal: number | null;
  record: string | null;
  raw: string | null;
  resolved_by: string | null;
  resolved_as: Settlement | null;
  members: string | null;
}

const COLUMNS =
  'seq, node_id, dead_letter, code, message, field, value, hint, file, line, byte, source, ordinal, record, raw, resolved_by, resolved_as, members';

/** Rejected records by run, read by keyset; totals are counted as they come in. */
export class RejectTable {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Adds rejects behind those already kept; all durable when this returns. */
  add(runId: string, rows: readonly RejectRecord[]): void {
    this.#db.write(() => {
      let seq = this.#db.value<number | null>('SELECT max(seq) FROM rejects WHERE run_id = ?', runId) ?? 0;
      const totals = new Map<string, number>();
      for (const row of rows) {
        totals.set(row.nodeId, (totals.get(row.nodeId) ?? 0) + 1);
        this.#db.run(
          `INSERT INTO rejects (run_id, ${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL)`,
          runId,
          ++seq,
          row.nodeId,
          row.deadLetter ? 1 : 0,
          row.code,
          row.message,
          row.field ?? null,
          row.value ?? null,
          row.hint ?? null,
          row.file ?? null,
          row.row ?? null,
          row.byte ?? null,
          row.origin?.source ?? null,
          row.origin?.ordinal ?? null,
          row.record === undefined ? null : JSON.stringify(encodeValue(row.record)),
          row.raw ?? null,
        );
      }
      for (const [nodeId, rejects] of totals)
        this.#db.run('INSERT INTO reject_totals VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET rejects = rejects + excluded.rejects', runId, nodeId, rejects);
    });
  }

  /** Rejects of a run (and step, if given) behind `after`, in the order they came. */
  page(runId: string, options: { nodeId?: string | undefined; after?: number; limit: number }): { rejects: KeptReject[]; next: number | null; total: number } {
    const node = options.nodeId === undefined ? '' : ' AND node_id = ?';
    const nodeValue: Bindable[] = options.nodeId === undefined ? [] : [options.nodeId];
    const rows = this.#db.all<RejectRow>(
      `SELECT ${COLUMNS} FROM rejects WHERE run_id = ?${node} AND seq > ? ORDER BY seq LIMIT ?`,
      runId,
      ...nodeValue,
      options.after ?? 0,
      options.limit + 1,
    );
    const more = rows.length > options.limit;
    const rejects = (more ? rows.slice(0, options.limit) : rows).map(toReject);
    const total = this.#db.value<number | null>(`SELECT sum(rejects) FROM reject_totals WHERE run_id = ?${node}`, runId, ...nodeValue) ?? 0;
    return { rejects, next: more ? (rejects.at(-1)?.seq ?? null) : null, total };
  }

  /** Keeps of which other source records rejected ones were made. */
  putMembers(runId: string, rows: readonly (RejectMembers & { nodeId: string; origin: RecordOrigin })[]): void {
    this.#db.write(() => {
      for (const { nodeId, origin, count, first } of rows)
        this.#db.run(
          'UPDATE rejects SET members = ? WHERE run_id = ? AND source = ? AND ordinal = ? AND node_id = ?',
          JSON.stringify({ count, first }),
          runId,
          origin.source,
          origin.ordinal,
          nodeId,
        );
    });
  }

  /** By step: rejected records that were made of several source records, how many source records went into them, and the first of them. */
  combined(runId: string): { nodeId: string; rejects: number; records: number; seq: number }[] {
    return this.#db.all(
      `SELECT node_id AS nodeId, count(*) AS rejects, sum(json_extract(members, '$.count')) + count(*) AS records, min(seq) AS seq
       FROM rejects WHERE run_id = ? AND members IS NOT NULL GROUP BY node_id ORDER BY min(seq)`,
      runId,
    );
  }

  /** Rejects of one source record. */
  ofOrigin(runId: string, origin: RecordOrigin): KeptReject[] {
    return this.#db
      .all<RejectRow>(`SELECT ${COLUMNS} FROM rejects WHERE run_id = ? AND source = ? AND ordinal = ? ORDER BY seq`, runId, origin.source, origin.ordinal)
      .map(toReject);
  }

  /** Distinct origins of a run's rejects that no replay has delivered yet, in order of source and ordinal. */
  unresolvedOrigins(runId: string): RecordOrigin[] {
    return this.#db.all(
      'SELECT DISTINCT source, ordinal FROM rejects WHERE run_id = ? AND source IS NOT NULL AND ordinal IS NOT NULL AND resolved_by IS NULL ORDER BY source, ordinal',
      runId,
    );
  }

  /** Steps that rejected records which no replay has settled yet. */
  rejectingNodes(runId: string): string[] {
    return this.#db.all<{ node_id: string }>('SELECT DISTINCT node_id FROM rejects WHERE run_id = ? AND resolved_by IS NULL', runId).map((row) => row.node_id);
  }

  /** Origins of records that their own source rejected. */
  refusedWhileReading(runId: string): RecordOrigin[] {
    return this.#db.all('SELECT DISTINCT source, ordinal FROM rejects WHERE run_id = ? AND node_id = source AND ordinal IS NOT NULL', runId);
  }

  /** Marks rejects of a run as settled by a later one: those of `origins`, without those the later run rejected again. */
  resolve(runId: string, origins: readonly (RecordOrigin & { as?: Settlement })[], by: string): void {
    this.#db.write(() => {
      for (const { source, ordinal, as } of origins)
        this.#db.run(
          `UPDATE rejects SET resolved_by = ?, resolved_as = ? WHERE run_id = ? AND source = ? AND ordinal = ? AND resolved_by IS NULL
             AND NOT EXISTS (SELECT 1 FROM rejects later WHERE later.run_id = ? AND later.source = ? AND later.ordinal = ?)`,
          by,
          as ?? 'delivered',
          runId,
          source,
          ordinal,
          by,
          source,
          ordinal,
        );
    });
  }

  /** Marks some rejects of a run, by their places in it, as settled by a later one. Those settled before stay as they are. */
  resolveSome(runId: string, rows: readonly { seq: number; as: Settlement }[], by: string): void {
    this.#db.write(() => {
      for (const { seq, as } of rows)
        this.#db.run('UPDATE rejects SET resolved_by = ?, resolved_as = ? WHERE run_id = ? AND seq = ? AND resolved_by IS NULL', by, as, runId, seq);
    });
  }
}

function toReject(row: RejectRow): KeptReject {
  return {
    seq: row.seq,
    nodeId: row.node_id,
    deadLetter: row.dead_letter === 1,
    code: row.code,
    message: row.message,
    ...(row.field === null ? {} : { field: row.field }),
    ...(row.value === null ? {} : { value: row.value }),
    ...(row.hint === null ? {} : { hint: row.hint }),
    ...(row.file === null ? {} : { file: row.file }),
    ...(row.line === null ? {} : { row: row.line }),
    ...(row.byte === null ? {} : { byte: row.byte }),
    ...(row.source === null || row.ordinal === null ? {} : { origin: { source: row.source, ordinal: row.ordinal } }),
    ...(row.record === null ? {} : { record: decodeValue(JSON.parse(row.record)) as PlainRecord }),
    ...(row.raw === null ? {} : { raw: row.raw }),
    ...(row.resolved_by === null ? {} : { resolvedBy: row.resolved_by }),
    ...(row.resolved_as === null ? {} : { resolvedAs: row.resolved_as }),
    ...(row.members === null ? {} : { members: JSON.parse(row.members) as RejectMembers }),
  };
}
