import { UserError } from '../../base/errors.ts';
import { OUT_PORT } from '../../catalog/node-spec.ts';
import type { Batch } from '../../data/batch.ts';
import { select } from '../../data/batch-ops.ts';
import type { Column } from '../../data/column.ts';
import { defineRun, type StepContext, type Transform } from '../../engine/node-door.ts';
import { keepLast } from './keep-last.ts';
import { keysAcrossRuns, keysOfRun, type SeenKeys } from './seen-keys.ts';
import type { RemoveDuplicatesConfig } from './spec.ts';

/** Passes on one record of each key. Keeping the first streams; keeping the last holds all records, on disk beyond the memory budget. */
export const run = defineRun<RemoveDuplicatesConfig>({
  role: 'transform',
  open({ keys, keep, scope, ignoreCase, trim }, context) {
    const options = { ignoreCase, trim };
    const seen = scope === 'across-runs' ? keysAcrossRuns(options, context.state) : keysOfRun(options);
    const columnsOf = (batch: Batch) => (keys.length === 0 ? batch.columns : keys.map((key) => keyColumn(batch, key)));
    return keep === 'last' ? keepLast(seen, columnsOf, context) : keepFirst(seen, columnsOf, context);
  },
});

function keepFirst(seen: SeenKeys, columnsOf: (batch: Batch) => readonly Column[], context: StepContext): Transform {
  return {
    push(_port, batch, emit) {
      const found = new Int32Array(batch.count);
      seen.insertAll(columnsOf(batch), batch.selection, batch.count, found);
      const kept = new Int32Array(batch.count);
      const left = new Int32Array(batch.count);
      let keptCount = 0;
      let leftCount = 0;
      for (let position = 0; position < batch.count; position++) {
        const row = batch.selection[position] as number;
        if ((found[position] as number) < 0) kept[keptCount++] = row;
        else left[leftCount++] = row;
      }
      if (leftCount > 0) context.duplicates(batch, left, leftCount);
      return keptCount > 0 ? emit(OUT_PORT, select(batch, kept, keptCount)) : undefined;
    },
    flush: () => seen.keep?.(),
  };
}

function keyColumn(batch: Batch, name: string): Column {
  const column = batch.columns[batch.names.indexOf(name)];
  if (column) return column;
  throw new UserError('field-missing', `The key field “${name}” does not arrive.`, {
    hint: `These fields arrive: ${batch.names.slice(0, 12).join(', ')}. Choose another key field in the settings of the step.`,
    place: { field: name },
  });
}
