import { OUT_PORT } from '../../catalog/node-spec.ts';
import type { Batch } from '../../data/batch.ts';
import { select } from '../../data/batch-ops.ts';
import type { Emit, StepContext, Transform } from '../../engine/node-door.ts';
import { BatchStore } from '../../formats/spool/batch-store.ts';
import type { SeenKeys } from './seen-keys.ts';

/** Holds all records until the end, since only then is it known which is the last one of a key. They leave in the order in which they came. */
export function keepLast(seen: SeenKeys, columnsOf: (batch: Batch) => Batch['columns'], context: StepContext): Transform {
  const store = new BatchStore({ memory: context.spill.memoryBudget, folder: () => context.spill.folder(), name: 'records.spool' });
  /** By key index less `earlier`: number of the record that is the last one so far. */
  let last = new Float64Array(1024);
  let dropped = new Uint8Array(1024);
  let total = 0;
  const drop = (record: number): void => {
    dropped[record >> 3] = (dropped[record >> 3] as number) | (1 << (record & 7));
  };
  return {
    push(_port, batch) {
      const found = new Int32Array(batch.count);
      seen.insertAll(columnsOf(batch), batch.selection, batch.count, found);
      dropped = grown(dropped, ((total + batch.count) >> 3) + 1);
      for (let position = 0; position < batch.count; position++) {
        const record = total + position;
        const key = found[position] as number;
        const index = (key < 0 ? ~key : key) - seen.earlier;
        if (index < 0) {
          drop(record);
          continue;
        }
        if (key >= 0) drop(last[index] as number);
        last = grown(last, index + 1);
        last[index] = record;
      }
      total += batch.count;
      return store.append(batch);
    },
    async flush(_port, emit: Emit) {
      let record = 0;
      for await (const batch of store.batches()) {
        context.signal.throwIfAborted();
        const kept = new Int32Array(batch.count);
        const left = new Int32Array(batch.count);
        let keptCount = 0;
        let leftCount = 0;
        for (let position = 0; position < batch.count; position++, record++) {
          const row = batch.selection[position] as number;
          if (((dropped[record >> 3] as number) >> (record & 7)) & 1) left[leftCount++] = row;
          else kept[keptCount++] = row;
        }
        if (leftCount > 0) context.duplicates(batch, left, leftCount);
        if (keptCount > 0) await emit(OUT_PORT, select(batch, kept, keptCount));
      }
      seen.keep?.();
    },
    close: () => store.close(),
  };
}

function grown<T extends Float64Array | Uint8Array>(array: T, needed: number): T {
  if (needed <= array.length) return array;
  const larger = new (array.constructor as new (length: number) => T)(Math.max(needed, array.length * 2));
  larger.set(array);
  return larger;
}
