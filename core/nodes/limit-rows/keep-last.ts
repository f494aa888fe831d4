import { OUT_PORT } from '../../catalog/node-spec.ts';
import type { Batch } from '../../data/batch.ts';
import { slice } from '../../data/batch-ops.ts';
import type { StepContext, Transform } from '../../engine/node-door.ts';
import { BatchStore } from '../../formats/spool/batch-store.ts';

interface Part {
  readonly store: BatchStore;
  count: number;
}

/**
 * Holds at least the last `count` records, and fewer than twice as many and a batch: a part of at least so many, and the one that is growing. When that
 * one has enough, the part before it is left out. Each part goes to disk when its half of the budget is used up.
 */
export function keepLast(count: number, context: StepContext): Transform {
  let made = 0;
  let older: Part | null = null;
  const newPart = (): Part => {
    const name = `last-${made++ % 3}.spool`;
    return { store: new BatchStore({ memory: context.spill.memoryBudget / 2, folder: () => context.spill.folder(), name }), count: 0 };
  };
  let growing = newPart();

  const leaveOut = async (part: Part): Promise<void> => {
    for await (const batch of part.store.batches()) {
      context.signal.throwIfAborted();
      context.filtered(batch, batch.selection, batch.count);
    }
    await part.store.close();
  };
  const turn = async (): Promise<void> => {
    const full = growing;
    const gone = older;
    older = full;
    growing = newPart();
    if (gone) await leaveOut(gone);
  };
  return {
    push(_port, batch: Batch) {
      const stored = growing.store.append(batch);
      growing.count += batch.count;
      if (growing.count < count) return stored;
      return stored instanceof Promise ? stored.then(turn) : turn();
    },
    async flush(_port, emit) {
      let surplus = (older?.count ?? 0) + growing.count - count;
      for (const part of older ? [older, growing] : [growing]) {
        for await (const batch of part.store.batches()) {
          context.signal.throwIfAborted();
          const here = Math.max(0, Math.min(surplus, batch.count));
          surplus -= here;
          if (here > 0) context.filtered(batch, batch.selection, here);
          if (here < batch.count) await emit(OUT_PORT, slice(batch, here));
        }
      }
    },
    async close() {
      await older?.store.close();
      await growing.store.close();
    },
  };
}
