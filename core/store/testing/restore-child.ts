import { findBackup, restoreBackup } from '../restore.ts';

// Started by tests as a process of its own: restores the newest backup and kills itself at the step that is named.
const [workspace = '', at = ''] = process.argv.slice(2);
restoreBackup(workspace, findBackup(workspace, 'newest'), Date.parse('2026-03-01T00:00:00Z'), (step) => {
  if (step === at) process.kill(process.pid, 'SIGKILL');
});
