import { UserError } from '../base/errors.ts';
import { type BackupFile, backupFolder, listBackups } from '../store/backup-files.ts';
import { MIGRATIONS } from '../store/migrations/index.ts';
import { findBackup } from '../store/restore.ts';
import { mustWrite } from './parts.ts';
import { procedures } from './procedures.ts';

/** Backups of the workspace database: looked at, made, restored. Also answered when the database is damaged. */
export const backups = {
  list: procedures.backups.list.handler(({ context }) => ({
    folder: backupFolder(context.folders.root),
    backups: listBackups(context.folders.root).map(toRow),
    making: context.backups.making,
    trouble: context.backups.trouble,
  })),
  make: procedures.backups.make.handler(async ({ context }) => {
    if (context.damage) throw context.damage;
    mustWrite(context);
    return toRow(await context.backups.make());
  }),
  restore: procedures.backups.restore.handler(async ({ context, input }) => {
    const { restore } = context.options;
    if (!restore) throw new UserError('not-from-here', 'A backup cannot be restored from here.', { hint: 'Use the app, or the command "swivel restore".' });
    const { name } = findBackup(context.folders.root, input.name);
    await restore(name);
    return { ok: true as const };
  }),
};

function toRow({ name, at, bytes, content, schema }: BackupFile) {
  return { name, at, bytes, content, newer: schema > MIGRATIONS.length };
}
