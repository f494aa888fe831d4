import type { Field } from '../base/field.ts';
import { decodeValue, encodeValue } from '../base/json.ts';
import type { RecordOrigin } from '../base/sample.ts';
import type { Value } from '../base/value.ts';
import type { Db } from './database.ts';

/** Records of one output of a pinned step; `rows` are parallel to `fields`, `origins` to `rows`. */
export interface PinnedRecords {
  fields: Field[];
  rows: Value[][];
  origins?: RecordOrigin[] | undefined;
  /** Fields that were made unreadable before they were kept. */
  masked?: string[] | undefined;
}

/** What is pinned at a step, by output port. Time is ms since 1970. */
export interface PinRecord {
  nodeId: string;
  pinnedAt: number;
  ports: Record<string, PinnedRecords>;
}

interface PinRow {
  node_id: string;
  pinned_at: number;
  ports: string;
}

/** Records that previews take instead of running a step. They belong to the workspace, not to the document of the flow, which holds no data. */
export class PinTable {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  of(flowId: string): PinRecord[] {
    const rows = this.#db.all<PinRow>('SELECT node_id, pinned_at, ports FROM pins WHERE flow_id = ? ORDER BY node_id', flowId);
    return rows.map(({ node_id, pinned_at, ports }) => ({ nodeId: node_id, pinnedAt: pinned_at, ports: eachRow(JSON.parse(ports), decodeValue) }));
  }

  /** Puts other records in the place of those that were pinned before. */
  put(flowId: string, { nodeId, pinnedAt, ports }: PinRecord): void {
    const json = JSON.stringify(eachRow(ports, encodeValue));
    this.#db.run('INSERT OR REPLACE INTO pins (flow_id, node_id, pinned_at, ports) VALUES (?, ?, ?, ?)', flowId, nodeId, pinnedAt, json);
  }

  remove(flowId: string, nodeId: string): void {
    this.#db.run('DELETE FROM pins WHERE flow_id = ? AND node_id = ?', flowId, nodeId);
  }
}

function eachRow<T>(ports: Record<string, PinnedRecords>, change: (value: Value) => T): Record<string, Omit<PinnedRecords, 'rows'> & { rows: T[][] }> {
  return Object.fromEntries(Object.entries(ports).map(([port, { rows, ...rest }]) => [port, { ...rest, rows: rows.map((row) => row.map(change)) }]));
}
