import { OUT_PORT } from '../../catalog/node-spec.ts';
import type { Batch } from '../../data/batch.ts';
import { select } from '../../data/batch-ops.ts';
import { Reservoir } from '../../data/reservoir.ts';
import type { StepContext, Transform } from '../../engine/node-door.ts';
import { BatchStore } from '../../formats/spool/batch-store.ts';
import { partBy } from './part-by.ts';

/**
 * Keeps `count` records, each equally likely, in their order. Only records that were in the sample at some time are held, about
 * `count * (1 + ln(total / count))` of them, on disk beyond the memory budget; beside them eight bytes for each record of the sample.
 */
export function keepRandom(count: number, context: StepContext): Transform {
  const reservoir = new Reservoir(count, () => context.random());
  const store = new BatchStore({ memory: context.spill.memoryBudget, folder: () => context.spill.folder(), name: 'sample.spool' });
  /** By place in the sample: the number of the held record that has it. */
  let places = new Float64Array(1024);
  let placed = 0;
  let held = 0;
  return {
    push(_port, batch: Batch) {
      const isHeld = new Uint8Array(batch.count);
      reservoir.pass(batch.count, (position, place) => {
        isHeld[position] = 1;
        if (place >= places.length) {
          const larger = new Float64Array(Math.min(count, Math.max(place + 1, places.length * 2)));
          larger.set(places);
          places = larger;
        }
        places[place] = held++;
        placed = Math.max(placed, place + 1);
      });
      const { kept, keptCount, left, leftCount } = partBy(batch, (position) => isHeld[position] === 1);
      if (leftCount > 0) context.filtered(batch, left, leftCount);
      return keptCount > 0 ? store.append(select(batch, kept, keptCount)) : undefined;
    },
    async flush(_port, emit) {
      const sample = places.subarray(0, placed).sort();
      let next = 0;
      let record = 0;
      for await (const batch of store.batches()) {
        context.signal.throwIfAborted();
        const { kept, keptCount, left, leftCount } = partBy(batch, () => {
          if (sample[next] !== record++) return false;
          next++;
          return true;
        });
        if (leftCount > 0) context.filtered(batch, left, leftCount);
        if (keptCount > 0) await emit(OUT_PORT, select(batch, kept, keptCount));
      }
    },
    close: () => store.close(),
  };
}
