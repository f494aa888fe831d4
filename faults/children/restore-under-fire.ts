import { takeLease } from '../../core/store/lease.ts';
import { findBackup, restoreBackup } from '../../core/store/restore.ts';
import { killAtWrite } from './kill-at-write.ts';

// Puts the newest backup in the place of the database, and does not survive a step of it, or a write to the database that is put in place.
const [workspace = '', lastStep = ''] = process.argv.slice(2);
const { FAULTS_KILL_AT_WRITE: at } = process.env;
killAtWrite(at ? Number(at) : null);
takeLease(workspace, { kind: 'command line', pid: process.pid, since: 9_000 });
restoreBackup(workspace, findBackup(workspace, 'newest'), 9_000, (step) => {
  if (step === lastStep) process.kill(process.pid, 'SIGKILL');
});
