import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { OperationalError, UserError } from '../base/errors.ts';
import type { Db } from './database.ts';
import { MIGRATIONS } from './migrations/index.ts';

const BACKUPS_KEPT = 3;

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
 * A database that already holds something is backed up into `backups/` first; the newest three backups are kept.
 */
export function migrate(db: Db, folder: string, now: number, target: number = MIGRATIONS.length): void {
  const from = db.pragma<number>('user_version');
  if (from >= target) return;
  if (from > 0) backUp(db, folder, from, now);
  for (let version = from; version < target; version++) {
    const sql = MIGRATIONS[version] ?? '';
    db.write(() => {
      db.exec(sql);
      db.exec(`PRAGMA user_version = ${version + 1}`);
    });
  }
}

function backUp(db: Db, folder: string, version: number, now: number): void {
  const backups = join(folder, 'backups');
  mkdirSync(backups, { recursive: true });
  const file = join(backups, `swivel-${new Date(now).toISOString().replaceAll(':', '')}-v${version}.sqlite`);
  try {
    if (!existsSync(file)) db.run('VACUUM INTO ?', file);
  } catch (error) {
    throw new OperationalError('backup-failed', `The workspace could not be backed up before it is brought up to date, so it was left as it is.`, {
      hint: 'Is the disk full? Make room and start again.',
      cause: error,
      details: String(error),
    });
  }
  for (const old of readdirSync(backups).sort().slice(0, -BACKUPS_KEPT)) rmSync(join(backups, old));
}
