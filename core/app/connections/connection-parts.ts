import { UserError } from '../../base/errors.ts';
import type { AnyConnectionRun, ConnectionCatalog } from '../../catalog/connection-spec.ts';
import type { ConnectionRecord } from '../../store/connections.ts';
import type { Vault } from '../../vault/vault.ts';
import type { Parts } from '../parts.ts';

/** The kinds of outside systems, and what loads the work of each. */
export interface ConnectionKinds {
  readonly catalog: ConnectionCatalog;
  load(kind: string): Promise<AnyConnectionRun>;
}

/** What whoever works with connections needs. */
export interface ConnectionParts extends Pick<Parts, 'store' | 'clock' | 'random' | 'catalog' | 'options'> {
  readonly vault: Vault;
  readonly kinds: ConnectionKinds;
}

/** The connection with this id, or the UserError `connection-not-found`. */
export function mustFindConnection({ store }: Pick<ConnectionParts, 'store'>, connectionId: string): ConnectionRecord {
  const record = store.connections.find(connectionId);
  if (!record)
    throw new UserError('connection-not-found', 'There is no such connection in this workspace.', { hint: 'It may have been deleted in another window.' });
  return record;
}
