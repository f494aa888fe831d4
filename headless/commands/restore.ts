import { backupsOf, restoreFrom, resumeAfterRestore } from '../../core/app/workspace/restore-workspace.ts';
import { UserError } from '../../core/base/errors.ts';
import { EXIT } from '../exit-codes.ts';
import { defaultWorkspace } from '../open-app.ts';
import { type Terminal, table } from '../terminal.ts';

export interface RestoreOptions {
  workspace?: string;
  list?: boolean;
  from?: string;
  resume?: boolean;
  json?: boolean;
}

const moment = (ms: number) => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
const CONTENT = { whole: 'everything', essentials: 'all but the bulk of the history' };

/** `swivel restore`: lists backups, puts one in the place of the database, or lets the schedules go on afterwards. Works with a damaged database. */
export async function restoreCommand(options: RestoreOptions, to: Terminal): Promise<number> {
  const workspace = options.workspace ?? defaultWorkspace();
  if ([options.list, options.from !== undefined, options.resume].filter(Boolean).length > 1)
    throw new UserError('bad-usage', 'Only one of --list, --from and --resume can be asked for.');
  if (options.resume) return resume(workspace, to);
  if (options.from === undefined) return list(workspace, options, to);
  const restored = restoreFrom(workspace, options.from, Date.now());
  if (options.json) to.out(`${JSON.stringify(restored)}\n`);
  else {
    to.out(`The workspace ${workspace} is now as it was at ${moment(restored.backupAt)} UTC (${restored.from}).\n`);
    if (restored.content === 'essentials') to.out('This backup holds all but the bulk of the history: older runs are not in it.\n');
    if (restored.quarantine) to.out(`The database that was there before is kept in ${restored.quarantine}.\n`);
    to.out('Schedules are paused. Check whether all is well, then resume them in the app or with "swivel restore --resume".\n');
  }
  return EXIT.succeeded;
}

function list(workspace: string, { list: asked, json }: RestoreOptions, to: Terminal): number {
  const backups = backupsOf(workspace);
  if (json) for (const backup of backups) to.out(`${JSON.stringify(backup)}\n`);
  else if (backups.length === 0) to.out(`The workspace ${workspace} has no backups.\n`);
  else {
    const rows = backups.map(({ name, at, bytes, content, newer }) => [
      moment(at),
      `${(bytes / 1_048_576).toFixed(1)} MB`,
      CONTENT[content],
      `${name}${newer ? ' (made by a newer Swivel)' : ''}`,
    ]);
    to.out(table([['made (UTC)', 'size', 'holds', 'name'], ...rows], [1]));
    if (!asked) to.out('Restore one of them with --from NAME, or the newest with --from newest.\n');
  }
  return EXIT.succeeded;
}

function resume(workspace: string, to: Terminal): number {
  const restored = resumeAfterRestore(workspace, Date.now());
  to.out(restored ? `Schedules go on in ${workspace}, restored from ${restored.from}.\n` : `Schedules go on in ${workspace}.\n`);
  return EXIT.succeeded;
}
