import { OperationalError } from '../../base/errors.ts';
import { isDiskFull } from '../../store/database.ts';
import type { Store } from '../../store/store.ts';

/**
 * Writes rejected records, of which there may be more and more: never into the last room, which is for the ends of runs and for telling of them. `written` is
 * called once they are on record; they are on the drive when the promise resolves. Rejects with the OperationalError `disk-full` where no more can be kept.
 */
export async function writeRejects(store: Pick<Store, 'writeSparingly' | 'settled' | 'ballast'>, work: () => void, written: () => void): Promise<void> {
  try {
    store.writeSparingly(work);
  } catch (error) {
    throw isDiskFull(error) ? noMore(error) : error;
  }
  written();
  await store.settled();
  if (store.ballast.runsShort()) throw noMore();
}

function noMore(cause?: unknown): OperationalError {
  return new OperationalError('disk-full', 'The disk of the workspace is full: no more rejected records of this run can be kept.', {
    hint: 'Make room on the disk of the workspace, then start the run again.',
    cause,
  });
}
