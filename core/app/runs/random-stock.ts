import { randomFillSync } from 'node:crypto';
import type { RandomBytes } from '../../base/ids.ts';

const STOCK = 1024;

/** Random bytes of the system, fetched a kilobyte at a time, since each asking costs more than the bytes. What has been given out is not kept here. */
export function randomInStock(): RandomBytes {
  const stock = new Uint8Array(STOCK);
  let used = STOCK;
  return (count) => {
    if (count > STOCK) return randomFillSync(new Uint8Array(count));
    if (used + count > STOCK) {
      randomFillSync(stock);
      used = 0;
    }
    const given = stock.slice(used, used + count);
    stock.fill(0, used, used + count);
    used += count;
    return given;
  };
}
