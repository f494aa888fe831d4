import { OperationalError, UserError } from '../base/errors.ts';
import type { Db } from './database.ts';
import { makeBackup } from './make-backup.ts';
import { MIGRATIONS } from './migrations/index.ts';

/** Up to this size all of a workspace is backed up before its schema changes; of a bigger one the essentials. */
const WHOLE_BYTES = 1_024 * 1_048_576;

/** Throws the UserError `workspace-newer` when the database was written by a newer program; reads only. */
export function refuseNewer(db: Db, file: string): void {
  const version = db.pragma<number>('user_version');
  if (version <= MIGRATIONS.length) return;
  throw new UserError(
    'workspace-newer',
    `The workspace database ${file} was written by a newer version of Swivel (${version}, this one knows ${MIGRATIONS.length}).`,
    {
      hint: 'Start the newer version, or choose another workspace. Nothing was changed.',
    },
  );
}

/**
 * Brings the schema up to `target` (default: the newest), one transaction per step, so that a kill leaves the version before or the one after.
 * A database that already holds something is backed up into `backups/` first, and the backup verified. Says whether there was something to bring up.
 */
export function migrate(db: Db, folder: string, now: number, target: number = MIGRATIONS.length): boolean {
  const from = db.pragma<number>('user_version');
  if (from >= target) return false;
  if (from > 0) backUp(folder, now);
  for (let version = from; version < target; version++) {
    const sql = MIGRATIONS[version] ?? '';
    db.write(() => {
      db.exec(sql);
      db.exec(`PRAGMA user_version = ${version + 1}`);
    });
  }
  db.pragma('wal_checkpoint(TRUNCATE)');
  return from > 0;
}

function backUp(workspace: string, now: number): void {
  try {
    makeBackup({ workspace, now, wholeUpTo: WHOLE_BYTES });
  } catch (error) {
    throw new OperationalError('backup-failed', `The workspace could not be backed up before it is brought up to date, so it was left as it is.`, {
      hint: 'Is the disk full? Make room and start again.',
      cause: error,
      details: error instanceof OperationalError ? `${error.message} ${error.details ?? ''}` : String(error),
    });
  }
}
