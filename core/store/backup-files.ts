import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What a backup holds: everything, or all but the bulk of the history. */
export type BackupContent = 'whole' | 'essentials';

/** A backup that was verified when it was made. */
export interface BackupFile {
  /** Its file name in the folder `backups`. */
  name: string;
  /** When it was made, milliseconds since 1970. */
  at: number;
  bytes: number;
  /** Version of the schema it has. */
  schema: number;
  content: BackupContent;
}

const NAME = /^swivel-(\d{4}-\d{2}-\d{2})T(\d{2})(\d{2})(\d{2}\.\d{3})Z-v(\d+)-(whole|essentials)\.sqlite$/;
const DAY_MS = 86_400_000;
const NEWEST_KEPT = 3;
const DAYS_KEPT = 7;
const WEEKS_KEPT = 4;
const OLDER_SCHEMAS_KEPT = 2;

/** Folder of the backups of a workspace. */
export function backupFolder(workspace: string): string {
  return join(workspace, 'backups');
}

/** File name of a backup. */
export function backupName(at: number, schema: number, content: BackupContent): string {
  return `swivel-${new Date(at).toISOString().replaceAll(':', '')}-v${schema}-${content}.sqlite`;
}

/** Backups of a workspace, newest first. Files that are still being made are not among them. */
export function listBackups(workspace: string): BackupFile[] {
  const folder = backupFolder(workspace);
  return namesIn(folder)
    .flatMap((name): BackupFile[] => {
      const parts = NAME.exec(name);
      if (!parts) return [];
      const at = Date.parse(`${parts[1]}T${parts[2]}:${parts[3]}:${parts[4]}Z`);
      return [{ name, at, bytes: statSync(join(folder, name)).size, schema: Number(parts[5]), content: parts[6] === 'whole' ? 'whole' : 'essentials' }];
    })
    .sort((a, b) => b.at - a.at);
}

/**
 * Which backups are worth keeping: the newest three, the newest of each of the last seven days that have one, the newest of each of the last four weeks, the newest of each of
 * the two schemas before the newest one, and the newest that holds everything.
 */
export function keptBackups(backups: readonly BackupFile[]): Set<BackupFile> {
  const newestFirst = [...backups].sort((a, b) => b.at - a.at);
  const newestOf = (keyOf: (backup: BackupFile) => number, most: number, of = newestFirst) => {
    const found = new Map<number, BackupFile>();
    for (const backup of of) if (!found.has(keyOf(backup)) && found.size < most) found.set(keyOf(backup), backup);
    return found.values();
  };
  const schema = Math.max(...backups.map((backup) => backup.schema));
  return new Set([
    ...newestFirst.slice(0, NEWEST_KEPT),
    ...newestOf(({ at }) => Math.floor(at / DAY_MS), DAYS_KEPT),
    ...newestOf(({ at }) => Math.floor((at / DAY_MS + 3) / 7), WEEKS_KEPT),
    ...newestOf(
      (backup) => backup.schema,
      OLDER_SCHEMAS_KEPT,
      newestFirst.filter((backup) => backup.schema < schema),
    ),
    ...newestOf(
      () => 0,
      1,
      newestFirst.filter((backup) => backup.content === 'whole'),
    ),
  ]);
}

/** Removes backups that are no longer worth keeping, and what was left of some that never were finished. */
export function rotateBackups(workspace: string): void {
  const backups = listBackups(workspace);
  const kept = keptBackups(backups);
  for (const backup of backups) if (!kept.has(backup)) rmSync(join(backupFolder(workspace), backup.name), { force: true });
  const folder = backupFolder(workspace);
  for (const name of namesIn(folder)) if (/\.part(-journal|-wal|-shm)?$/.test(name)) rmSync(join(folder, name), { force: true });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
