import { basename } from 'node:path';
import { type SeenFile, withSeen } from './seen-files.ts';

/** What a run has read, for a replay, and how far the list of files has come, in words. */
export function spanOf(seen: readonly SeenFile[], read: readonly SeenFile[]): { again: { files: SeenFile[] }; from: string | null; to: string } {
  const last = read.at(-1) ?? seen.at(-1);
  const count = (files: number) => `${files} ${files === 1 ? 'file' : 'files'}`;
  return {
    again: { files: [...read] },
    from: seen.length === 0 ? null : count(seen.length),
    to: `${count(withSeen(seen, read).length)}${last === undefined ? '' : `, lastly ${basename(last.path)}`}`,
  };
}

/** Tells how many files were left out, and when none is new. */
export function tellSkipped(skipped: number, fresh: number, notice: (notice: { level: 'info'; code: string; message: string }) => void): void {
  if (skipped > 0)
    notice({
      level: 'info',
      code: 'files-read-before',
      message: `${skipped} ${skipped === 1 ? 'file was' : 'files were'} left out because they were read before.`,
    });
  if (fresh === 0) notice({ level: 'info', code: 'no-new-files', message: 'There is no new file to read.' });
}
