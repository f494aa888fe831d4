import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { toErrorReport } from '../base/errors.ts';
import { moveJournal } from '../store/journal.ts';
import { makeBackup } from '../store/make-backup.ts';
import { checkWhole } from '../store/whole-check.ts';
import type { MoverOrder } from './workspace/journal-mover.ts';
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

/** Moves the journal of a database whenever it is asked to, until it is told to leave. */
function moveOnDemand(file: string, port: MessagePort): void {
  const journal = moveJournal(file);
  port.on('message', (word: 'move' | 'leave') => {
    if (word === 'move') {
      journal.move();
      port.postMessage('moved');
    } else {
      journal.close();
      port.close();
    }
  });
}

const order = workerData as ThreadOrder | MoverOrder;
if (parentPort && order.kind === 'move-journal') moveOnDemand(order.file, parentPort);
else parentPort?.postMessage(answer(order as ThreadOrder));
