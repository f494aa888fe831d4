import { create } from 'zustand';
import type { WorkspaceEvent } from '../../core/api/app-models.ts';
import { api } from '../api/client.ts';
import { type ConnectionState, connection } from '../api/connection.ts';
import { watchWorkspace } from '../api/streams.ts';
import { t } from '../i18n/i18n.ts';
import { useDocument } from './document.ts';
import { useRuns } from './runs.ts';
import { showAlert } from './show-alert.ts';

export type AppInfo = Awaited<ReturnType<typeof api.app.info>>;
type LiveWorkspace = Omit<Extract<WorkspaceEvent, { kind: 'state' }>, 'kind'>;

/** What goes on outside the open flow. */
export interface WorkspaceState {
  connection: ConnectionState;
  info: AppInfo | null;
  state: LiveWorkspace | null;
  /** Grows when any flow changed; lists reload on it. */
  flowsChanged: number;
  /** Grows when any run changed its status. */
  runsChanged: number;
  /** Grows when a connection, the environment or the vault changed. */
  connectionsChanged: number;
  /** Grows with every change of an incident or of a message about one. */
  alertsChanged: number;
}

export const useWorkspace = create<WorkspaceState>()(() => ({
  connection: connection.state,
  info: null,
  state: null,
  flowsChanged: 0,
  runsChanged: 0,
  connectionsChanged: 0,
  alertsChanged: 0,
}));

/** The person's time zone as the workspace knows it. */
export function zoneOf(state: WorkspaceState): string {
  return state.info?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** After a fault of the backend, not of the line. */
const AGAIN_MS = 3_000;

/** Follows the workspace until stopped. */
export function startWatchingWorkspace(): () => void {
  const stop = new AbortController();
  const stopLine = connection.subscribe(() => useWorkspace.setState({ connection: connection.state }));
  const loadInfo = async () => {
    while (!stop.signal.aborted && !useWorkspace.getState().info) {
      try {
        useWorkspace.setState({ info: await api.app.info() });
      } catch {
        await connection.whenOpen(stop.signal).catch(() => undefined);
      }
    }
  };
  void loadInfo();
  const follow = () => {
    watchWorkspace(note, stop.signal).catch(() => {
      if (!stop.signal.aborted) setTimeout(follow, AGAIN_MS);
    });
  };
  follow();
  return () => {
    stop.abort();
    stopLine();
  };
}

function note(event: WorkspaceEvent): void {
  if (event.kind === 'state') {
    const { kind: _kind, ...state } = event;
    useWorkspace.setState({ state });
    return;
  }
  if (event.kind === 'reopened') {
    // A backup has taken the place of the database: nothing that is shown here is true any more.
    window.location.reload();
    return;
  }
  if (event.kind === 'flow-changed') {
    useWorkspace.setState(({ flowsChanged }) => ({ flowsChanged: flowsChanged + 1 }));
    // A flow that is gone meanwhile is no trouble here: the next save says so.
    noteElsewhere(event.flowId, event.version).catch(() => undefined);
    return;
  }
  if (event.kind === 'connections-changed') {
    useWorkspace.setState(({ connectionsChanged }) => ({ connectionsChanged: connectionsChanged + 1 }));
    return;
  }
  if (event.kind === 'alerts-changed') {
    useWorkspace.setState(({ alertsChanged }) => ({ alertsChanged: alertsChanged + 1 }));
    return;
  }
  if (event.kind === 'alert') {
    showAlert(event);
    return;
  }
  useWorkspace.setState(({ runsChanged }) => ({ runsChanged: runsChanged + 1 }));
  const { current, show } = useRuns.getState();
  if (event.flowId === useDocument.getState().flowId && event.runId !== current?.runId && event.status === 'running') void show(event.runId);
}

/** Another window saved the open flow: an untouched draft follows at once; one with edits meets the conflict when it is saved. */
async function noteElsewhere(flowId: string, version: number): Promise<void> {
  const { flowId: openId, saved, version: known } = useDocument.getState();
  if (flowId !== openId || saved !== 'saved' || version < known) return;
  const { flow, live, savedAt, version: newest } = await api.flows.get({ flowId });
  const now = useDocument.getState();
  if (now.flowId !== flowId) return;
  now.noteLive(live);
  if (newest > now.version && now.saved === 'saved') {
    now.apply(t('Change in another window'), () => flow);
    now.noteSaved({ version: newest, savedAt }, flow);
  }
}
