import type { AlertLanguage } from '../alerts/compose-message.ts';
import type { Clock } from '../base/clock.ts';
import { type SwivelError, UserError } from '../base/errors.ts';
import type { RandomBytes } from '../base/ids.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { EngineWorker } from '../engine/threads/engine-worker.ts';
import type { RunHost } from '../engine/threads/run-host.ts';
import type { FlowRecord } from '../store/flows.ts';
import type { RunRecord } from '../store/run-record.ts';
import type { Store } from '../store/store.ts';
import type { TriggerHub } from '../triggers/trigger-hub.ts';
import type { VaultOptions } from '../vault/vault.ts';
import type { AlertDesk } from './alerts/alert-desk.ts';
import type { AlertPost } from './alerts/alert-post.ts';
import type { ArrivalDesk } from './alerts/arrival-desk.ts';
import type { TriggerAlerts } from './alerts/trigger-alerts.ts';
import type { ConnectionDesk } from './connections/connection-desk.ts';
import type { ConnectionKinds } from './connections/connection-parts.ts';
import type { DatabaseViews } from './connections/database-views.ts';
import type { FieldsSeen } from './drafts/fields-seen.ts';
import type { KindPairs } from './drafts/kind-pairs.ts';
import type { RunDesk } from './runs/run-desk.ts';
import type { JournalMover } from './workspace/journal-mover.ts';
import type { KeepBackups } from './workspace/keep-backups.ts';
import type { KeepTidy } from './workspace/keep-tidy.ts';
import type { WorkspaceFolders } from './workspace/workspace-folders.ts';
import type { WorkspaceNews } from './workspace/workspace-news.ts';

/** What whoever puts the program together knows of languages: core itself speaks English. */
export interface MessageLanguages {
  /** The language of this machine: that of messages until somebody chooses another one. */
  readonly usual: AlertLanguage;
  /** A way to say core's sentences in a language. */
  tellIn(language: AlertLanguage): Promise<(sentence: string) => string>;
}

/** How the app is opened. */
export interface AppOptions {
  /** Folder of the workspace; made when it is not there. */
  workspace: string;
  /** `desktop` has native dialogs, `browser` is served on localhost, `none` is the command line. */
  shell: 'desktop' | 'browser' | 'none';
  /** The file that runs flows in a worker thread: run-worker.ts, or what it was built to. */
  workerFile: URL | string;
  /** A worker that was started already, see `startEarlyWorker`. */
  early?: EngineWorker | undefined;
  /** Folder with one folder per example flow; absent: no examples. */
  examplesFolder?: string;
  version: string;
  /** Only looks: works while another Swivel holds the workspace; whatever would change something is refused. */
  readOnly?: boolean;
  /** Where the key to the secrets may be kept; absent: nowhere, so that no secret can be kept. */
  vault?: Omit<VaultOptions, 'memory'>;
  /** Kinds in the place of the program's own. */
  kinds?: { catalog?: Catalog; connections?: ConnectionKinds };
  /** The languages of the program, for messages that go out; absent: what core says stays English in them. */
  languages?: MessageLanguages;
  clock?: Clock;
  /** How long finding the fields of a draft may wait for one source, ms; absent: as long as a person would wait. */
  patienceMs?: number;
  random?: RandomBytes;
  /** Open even when the database is damaged or lost, to offer its backups and nothing else. */
  rescue?: boolean;
  /** Puts a backup in place and opens the workspace anew; absent where nobody could do that from inside. */
  restore?: (name: string) => Promise<void>;
}

/** Everything the groups of the API work with. */
export interface Parts {
  readonly options: AppOptions;
  readonly store: Store;
  readonly folders: WorkspaceFolders;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly catalog: Catalog;
  readonly host: RunHost;
  readonly desk: RunDesk;
  readonly triggers: TriggerHub;
  readonly arrivals: ArrivalDesk;
  readonly news: WorkspaceNews;
  readonly connections: ConnectionDesk;
  /** Whoever finds something wrong says so here. */
  readonly alerts: AlertDesk;
  readonly alertPost: AlertPost;
  readonly triggerAlerts: TriggerAlerts;
  readonly fieldsSeen: FieldsSeen;
  readonly databaseViews: DatabaseViews;
  readonly kindPairs: KindPairs;
  readonly backups: KeepBackups;
  readonly tidy: KeepTidy;
  readonly mover: JournalMover;
  /** Why there is no database to work with; null in a sound workspace. */
  readonly damage: SwivelError | null;
  /** A flow to open when nothing else is asked for. */
  readonly openFlowId: string | null;
}

/** The flow with this id, or the UserError `flow-not-found`. Removed flows count as gone unless `evenRemoved`. */
export function mustFindFlow(store: Store, flowId: string, evenRemoved = false): FlowRecord {
  const record = store.flows.find(flowId);
  if (!record || (record.removedAt !== null && !evenRemoved))
    throw new UserError('flow-not-found', `There is no flow with the id ${flowId} in this workspace.`, { hint: 'It may have been deleted in another window.' });
  return record;
}

/** The run with this id, or the UserError `run-not-found`. */
export function mustFindRun(store: Store, runId: string): RunRecord {
  const run = store.runs.find(runId);
  if (!run)
    throw new UserError('run-not-found', `There is no run with the id ${runId} in this workspace.`, {
      hint: 'Old runs are removed after the time set in the settings.',
    });
  return run;
}

/** Throws the UserError `read-only` when the workspace is open for reading only. */
export function mustWrite(parts: { options: AppOptions }): void {
  if (!parts.options.readOnly) return;
  throw new UserError('read-only', 'This workspace is open for reading only, so nothing can be changed or run.', {
    hint: 'Use the Swivel that holds the workspace, or close it first.',
  });
}
