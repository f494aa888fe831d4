import type { Field } from '../../base/field.ts';
import type { RecordOrigin } from '../../base/sample.ts';
import type { Value } from '../../base/value.ts';
import { type Batch, MAX_BATCH_ROWS } from '../../data/batch.ts';
import { RecordBuilder } from '../../data/record-builder.ts';

/** Records that stand in a preview for what a step would give at one of its outputs. `rows` are parallel to `fields`, `origins` (where known) to `rows`. */
export interface GivenRecords {
  readonly fields: readonly Field[];
  readonly rows: readonly (readonly Value[])[];
  readonly origins?: readonly RecordOrigin[] | undefined;
}

/** By node id, then output port. Such a step is not run in the preview, nor is what feeds only it. */
export type Given = Readonly<Record<string, Readonly<Record<string, GivenRecords>>>>;

/** Given records as batches. `indexOf` tells a source step by its node id; a record whose source is not in the flow counts as one of the step `own`. */
export function* batchesOfGiven({ fields, rows, origins }: GivenRecords, indexOf: (nodeId: string) => number | undefined, own: number): Generator<Batch> {
  const builder = new RecordBuilder(fields);
  for (const [at, row] of rows.entries()) {
    const origin = origins?.[at];
    const source = origin && indexOf(origin.source);
    builder.addValues(row, source ?? own, origin && source !== undefined ? origin.ordinal : at);
    if (builder.count === MAX_BATCH_ROWS) yield builder.finish();
  }
  if (builder.count > 0) yield builder.finish();
}
