import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';

const CHUNK = 1 << 22;
/** Total and label of an order. Totals are left out of the checksum: of 511.615 floating point makes 511.61, and exact rounding 511.62. */
const TOTAL = /,(\d[\d.]*),([A-Z]+-\d{4}-\d\d),/g;

/** What the standard job has written: checksum over all but the totals, their sum in cents, and lines. */
interface Written {
  readonly checksum: string;
  readonly cents: number;
  readonly lines: number;
}

/** Throws unless two results of the standard job are the same, but for the last digit of totals that lie half-way between two cents. */
export function checkSameRecords(one: string, other: string): void {
  const [a, b] = [written(one), written(other)];
  const near = Math.abs(a.cents - b.cents) <= a.lines / 50;
  if (a.checksum !== b.checksum || a.lines !== b.lines || !near)
    throw new Error(`${one} (${JSON.stringify(a)}) is not the same as ${other} (${JSON.stringify(b)}).`);
}

function written(path: string): Written {
  const hash = createHash('sha256');
  const file = openSync(path, 'r');
  const chunk = Buffer.allocUnsafe(CHUNK);
  let rest = '';
  let cents = 0;
  let lines = 0;
  const take = (text: string) => {
    hash.update(
      text.replaceAll(TOTAL, (_found, total: string, label: string) => {
        cents += Math.round(Number(total) * 100);
        lines++;
        return `,,${label},`;
      }),
      'latin1',
    );
  };
  try {
    for (let count = readSync(file, chunk); count > 0; count = readSync(file, chunk)) {
      const text = rest + chunk.toString('latin1', 0, count);
      const end = text.lastIndexOf('\n') + 1;
      take(text.slice(0, end));
      rest = text.slice(end);
    }
    take(rest);
  } finally {
    closeSync(file);
  }
  return { checksum: hash.digest('hex'), cents, lines };
}
