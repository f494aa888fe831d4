import { parentPort, workerData } from 'node:worker_threads';
import { toErrorReport } from '../base/errors.ts';
import { makeBackup } from '../store/make-backup.ts';
import { checkWhole } from '../store/whole-check.ts';
import type { ThreadAnswer, ThreadOrder } from './workspace/keep-backups.ts';

/** Does what would keep everybody waiting: copies and verifies a database, or looks at all of its pages. One order, one answer. */
function answer(order: ThreadOrder): ThreadAnswer {
  try {
    if (order.kind === 'check') return { faults: checkWhole(order.file) };
    return { backup: makeBackup(order) };
  } catch (error) {
    return { error: toErrorReport(error) };
  }
}

parentPort?.postMessage(answer(workerData as ThreadOrder));
