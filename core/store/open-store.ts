import { accessSync, constants, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ErrorReport } from '../base/errors.ts';
import { UserError } from '../base/errors.ts';
import { Ballast } from './ballast.ts';
import { Db } from './database.ts';
import { checkHealth } from './health.ts';
import { type HolderKind, takeLease } from './lease.ts';
import { migrate, refuseNewer } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import type { RunRecord } from './run-record.ts';
import { Store } from './store.ts';

/** Which workspace to open, by whom, and when. */
export interface OpenStoreOptions {
  workspace: string;
  /** Who opens it, for the message another one gets. */
  kind: HolderKind;
  /** Milliseconds since 1970. */
  now: number;
  /** Only looks: needs no lease, so it works while another Swivel runs, and changes nothing. */
  readOnly?: boolean;
}

const DATABASE = 'swivel.sqlite';
/** Progress takes sequence numbers too but is not kept: what is told after a crash must come behind all that anyone may have heard. */
const SEQ_GAP = 1_000_000;

/**
 * Opens the database of a workspace folder, which is made when it is not there. Throws a UserError with a sentence when the folder can't be used, is
 * held by another Swivel, was written by a newer one, or is damaged. Runs that were going on in a program that died are marked interrupted,
 * their effects without a receipt become unknown, and their half products are removed.
 */
export function openStore(options: OpenStoreOptions): Store {
  const { workspace, now } = options;
  const file = join(workspace, DATABASE);
  if (options.readOnly) return openForReading(workspace, file);
  prepareFolder(workspace);
  const ballast = new Ballast(workspace);
  ballast.releaseWhenFull();
  const lease = takeLease(workspace, { kind: options.kind, pid: process.pid, since: now });
  let db: Db | undefined;
  try {
    if (existsSync(file) && statSync(file).size > 0) {
      checkHealth(workspace, file);
      const reader = new Db(file, { readOnly: true });
      try {
        refuseNewer(reader, file);
      } finally {
        reader.close();
      }
    } else refuseLostDatabase(workspace, file);
    db = new Db(file);
    db.exec(
      'PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA journal_size_limit = 67108864',
    );
    migrate(db, workspace, now);
    return new Store(db, lease, { workspace, file, ballast }, (store) => recover(store, workspace, now));
  } catch (error) {
    db?.close();
    lease.release();
    throw error;
  }
}

function openForReading(workspace: string, file: string): Store {
  if (!existsSync(file))
    throw new UserError('no-workspace', `There is no Swivel workspace in ${workspace}.`, { hint: 'Check the folder, or start Swivel there once.' });
  const db = new Db(file, { readOnly: true });
  try {
    refuseNewer(db, file);
    if (db.pragma<number>('user_version') < MIGRATIONS.length)
      throw new UserError('workspace-older', `The workspace ${workspace} was last used by an older version of Swivel.`, {
        hint: 'Open it once for writing (start the app, or run a flow), which brings it up to date.',
      });
    return new Store(db, null, { workspace: dirname(file), file }, () => []);
  } catch (error) {
    db.close();
    throw error;
  }
}

function prepareFolder(workspace: string): void {
  try {
    mkdirSync(workspace, { recursive: true });
    accessSync(workspace, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code;
    const what =
      reason === 'ENOTDIR' || reason === 'EEXIST' ? 'is not a folder' : reason === 'EROFS' || reason === 'EACCES' ? 'can’t be written to' : 'can’t be used';
    throw new UserError('workspace-not-usable', `The workspace folder ${workspace} ${what}.`, {
      hint: 'Choose a folder on a local disk that you may write to.',
      details: String(error),
      cause: error,
    });
  }
}

/** A database that is gone while the flows' files are still there was lost: an empty one must not take its place without a word. */
function refuseLostDatabase(workspace: string, file: string): void {
  const files = join(workspace, 'files');
  if (!existsSync(files) || readdirSync(files).length === 0) return;
  throw new UserError('workspace-lost', `The workspace ${workspace} has files of flows, but its database ${file} is missing or empty.`, {
    hint: 'Put the database back from a backup (folder "backups"), or choose another workspace.',
  });
}

const INTERRUPTED: ErrorReport = {
  class: 'operational',
  code: 'interrupted',
  message: 'Swivel ended while this run was going on. What its targets had not finished was not written.',
  hint: 'Replay the run. The plan of the replay says what was already written.',
};

function recover(store: Store, workspace: string, now: number): RunRecord[] {
  const open = store.runs.open();
  rmSync(join(workspace, 'spill'), { recursive: true, force: true });
  if (open.length === 0) return [];
  for (const { runId } of open) {
    for (const path of store.effects.partFiles(runId)) rmSync(path, { force: true });
    if (store.captures.of(runId).length === 0) rmSync(join(workspace, 'captures', runId), { recursive: true, force: true });
  }
  return store.write(() => {
    for (const run of open) {
      store.effects.leaveUnknown(run.runId);
      store.effects.dropPartFiles(run.runId);
      store.events.add(run.runId, [{ kind: 'status', seq: store.events.last(run.runId) + SEQ_GAP, at: now, status: 'interrupted' }]);
    }
    return store.runs.interruptOpen(now, INTERRUPTED);
  });
}
