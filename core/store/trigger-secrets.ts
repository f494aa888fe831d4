import type { Db } from './database.ts';

/** A sealed secret of a trigger. */
export interface TriggerSecret {
  recipient: string;
  sealed: Uint8Array;
  changedAt: number;
}

/** What requests prove themselves with, sealed, one for each trigger that asks for it. */
export class TriggerSecretTable {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  find(flowId: string, nodeId: string): TriggerSecret | undefined {
    return this.#db.get('SELECT recipient, sealed, changed_at AS changedAt FROM trigger_secrets WHERE flow_id = ? AND node_id = ?', flowId, nodeId);
  }

  put(flowId: string, nodeId: string, { recipient, sealed, changedAt }: TriggerSecret): void {
    this.#db.run(
      'INSERT OR REPLACE INTO trigger_secrets (flow_id, node_id, recipient, sealed, changed_at) VALUES (?, ?, ?, ?, ?)',
      flowId,
      nodeId,
      recipient,
      sealed,
      changedAt,
    );
  }
}
