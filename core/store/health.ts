import { copyFileSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../base/errors.ts';
import { Db, sqliteCode } from './database.ts';

/** Above this size only what cannot be made again (flows, versions, schedules, settings) is checked at start, so that opening stays quick. */
const FULL_CHECK_BYTES = 512 * 1024 * 1024;
const PRECIOUS = ['flows', 'flow_versions', 'settings', 'triggers'];

/**
 * Looks whether the database file is sound. A damaged one is copied (with its journal) into `quarantine/` and reported as the UserError
 * `workspace-damaged`; it is never replaced by an empty one, and the original stays where it is.
 */
export function checkHealth(folder: string, file: string): void {
  let db: Db | undefined;
  try {
    db = new Db(file, { readOnly: true });
    const answers =
      statSync(file).size <= FULL_CHECK_BYTES
        ? db.all<{ quick_check: string }>('PRAGMA quick_check(20)')
        : PRECIOUS.flatMap((table) => db?.all<{ quick_check: string }>(`PRAGMA quick_check(${table})`) ?? []);
    const faults = answers.map((answer) => answer.quick_check).filter((text) => text !== 'ok');
    if (faults.length > 0) throw damaged(folder, file, faults.join('\n'));
  } catch (error) {
    const code = sqliteCode(error);
    if (code?.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') throw damaged(folder, file, String(error));
    throw error;
  } finally {
    db?.close();
  }
}

function damaged(folder: string, file: string, details: string): UserError {
  const { size, mtimeMs } = statSync(file);
  const copy = join(folder, 'quarantine', `${new Date(mtimeMs).toISOString().replaceAll(':', '')}-${size}`);
  if (!existsSync(copy)) {
    mkdirSync(copy, { recursive: true });
    for (const ending of ['', '-wal']) if (existsSync(file + ending)) copyFileSync(file + ending, join(copy, `swivel.sqlite${ending}`));
  }
  const backups = join(folder, 'backups');
  const newest = existsSync(backups) ? readdirSync(backups).sort().at(-1) : undefined;
  return new UserError('workspace-damaged', `The workspace database ${file} is damaged. Nothing was changed; a copy is in ${copy}.`, {
    hint: newest
      ? `The newest backup is ${join(backups, newest)}: put it in place of the damaged file, or choose another workspace.`
      : 'Put back a copy from your own backup, or choose another workspace.',
    details,
  });
}
