import { create } from 'zustand';
import type { ConnectionRow, EnvironmentState, VaultState } from '../../core/api/connection-models.ts';
import type { Environment } from '../../core/base/environment.ts';
import type { ErrorReport } from '../../core/base/errors.ts';
import { api } from '../api/client.ts';
import { toReport } from '../api/report.ts';
import { useWorkspace } from './workspace.ts';

/** The connections of the workspace, the environment that runs use, and how secrets are kept. */
export interface ConnectionsState {
  /** By name; null until they are known. */
  rows: readonly ConnectionRow[] | null;
  failed: ErrorReport | null;
  environment: Environment;
  vault: VaultState | null;
}

export const useConnections = create<ConnectionsState>()(() => ({ rows: null, failed: null, environment: 'production', vault: null }));

let asked = 0;

/** Asks for all of it again; settles when it is there. */
export async function reloadConnections(): Promise<void> {
  const mine = ++asked;
  try {
    const [rows, choice, vault] = await Promise.all([api.connections.list(), api.connections.environment(), api.connections.vault()]);
    if (mine === asked) useConnections.setState({ rows, environment: choice.current, vault, failed: null });
  } catch (error) {
    if (mine === asked) useConnections.setState({ failed: toReport(error) });
  }
}

/** Follows the connections of the workspace. Returns how to stop. */
export function startFollowingConnections(): () => void {
  return useWorkspace.subscribe((now, before) => {
    if (!now.info || now.info.damage) return;
    if (now.info !== before.info || now.connectionsChanged !== before.connectionsChanged || now.flowsChanged !== before.flowsChanged) void reloadConnections();
  });
}

/** A connection as it stands in the environment that is used now. */
export function inUse(row: ConnectionRow, environment: Environment): EnvironmentState {
  return row.environments[environment];
}
