import { writeSync } from 'node:fs';
import { Db } from '../../core/store/database.ts';

/**
 * Counts what this thread does to databases of ours, and ends the process by SIGKILL right before it does something for the n-th time: a writing statement, the commit of
 * a transaction, or what follows a commit. Without an n the count is told on the standard error when the process ends.
 */
export function killAtWrite(n: number | null): void {
  let points = 0;
  const point = () => {
    if (++points === n) process.kill(process.pid, 'SIGKILL');
  };
  const { run, exec, write } = Db.prototype;
  let depth = 0;
  Db.prototype.run = function counted(sql, ...values) {
    point();
    return run.call(this, sql, ...values);
  };
  Db.prototype.exec = function counted(sql) {
    point();
    exec.call(this, sql);
  };
  Db.prototype.write = function counted<T>(work: () => T): T {
    depth++;
    try {
      const result = write.call(this, () => {
        const made = work();
        if (depth === 1) point();
        return made;
      }) as T;
      if (depth === 1) point();
      return result;
    } finally {
      depth--;
    }
  };
  if (n === null) process.on('exit', () => writeSync(2, `\n${COUNT_MARK}${points}\n`));
}

/** Stands before the count on the standard error. */
const COUNT_MARK = 'writes to the database: ';

/** How many writes a life has made that came to its end, by what it said on its error output. */
export function countOf(err: string): number {
  return Number(err.split(COUNT_MARK)[1]);
}
