import type { BackupRow } from '../../api/app-models.ts';
import { listBackups } from '../../store/backup-files.ts';
import { MIGRATIONS } from '../../store/migrations/index.ts';
import { openStore } from '../../store/open-store.ts';
import { type Restored, readRestored, restoreWorkspace } from '../../store/restore.ts';
import { setPausedIn } from './workspace-state.ts';

/** The backups of a workspace folder, newest first; its database need not be readable. */
export function backupsOf(workspace: string): BackupRow[] {
  return listBackups(workspace).map(({ schema, name, at, bytes, content }) => ({ name, at, bytes, content, newer: schema > MIGRATIONS.length }));
}

/** Puts a backup (by name, or `newest`) in the place of the database of a workspace that nobody has open. Its schedules are paused afterwards. */
export function restoreFrom(workspace: string, name: string, now: number): Restored {
  return restoreWorkspace(workspace, name, 'command line', now);
}

/** Lets the schedules of a workspace go on; says which backup had been restored, null when none was. */
export function resumeAfterRestore(workspace: string, now: number): Restored | null {
  const store = openStore({ workspace, kind: 'command line', now });
  try {
    const restored = readRestored(store.settings);
    setPausedIn(store, false);
    return restored;
  } finally {
    store.close();
  }
}
