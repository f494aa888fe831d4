import type { Batch } from '../../data/batch.ts';
import { slice } from '../../data/batch-ops.ts';
import type { StepContext, Transform } from '../../engine/node-door.ts';

/** Physical rows in record order. */
export interface PartedBatch {
  readonly kept: Int32Array;
  readonly keptCount: number;
  readonly left: Int32Array;
  readonly leftCount: number;
}

/** Parts the records of a batch by their position in it. */
export function partBy({ selection, count }: Batch, isKept: (position: number) => boolean): PartedBatch {
  const kept = new Int32Array(count);
  const left = new Int32Array(count);
  let keptCount = 0;
  let leftCount = 0;
  for (let position = 0; position < count; position++) {
    const row = selection[position] as number;
    if (isKept(position)) kept[keptCount++] = row;
    else left[leftCount++] = row;
  }
  return { kept, keptCount, left, leftCount };
}

/** The same transform, without the first so many records: they are counted as filtered. */
export function afterSkipping(count: number, context: StepContext, transform: Transform): Transform {
  if (count === 0) return transform;
  let skipped = 0;
  return {
    ...transform,
    push(port, batch, emit) {
      const here = Math.min(count - skipped, batch.count);
      skipped += here;
      if (here > 0) context.filtered(batch, batch.selection, here);
      if (here < batch.count) return transform.push(port, here === 0 ? batch : slice(batch, here), emit);
    },
  };
}
