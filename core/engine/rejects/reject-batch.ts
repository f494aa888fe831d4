import type { Batch } from '../../data/batch.ts';
import { gather, withColumns } from '../../data/batch-ops.ts';
import { textColumn } from '../../data/bytes-column.ts';
import { columnOfValues } from '../../data/column-of-values.ts';
import { REJECT_FIELDS } from '../../flow/arriving.ts';
import type { RejectReason } from '../node-door.ts';

/** A reject on its way to the steps connected to the reject port: a row of a batch, or text that never became a record. */
export type RejectOnTheWay = { batch: Batch; row: number; reason: RejectReason } | { text: string; source: number; ordinal: number; reason: RejectReason };

/**
 * The rejects as one batch: the record's own fields, then reject_code, reject_reason, reject_field and reject_value. Text that never became a
 * record has nulls in `names` and stands in reject_value.
 */
export function rejectBatch(rejects: readonly RejectOnTheWay[], names: readonly string[]): Batch {
  const texts = rejects.flatMap((reject) => ('text' in reject ? [reject] : []));
  const batches: Batch[] = texts.length > 0 ? [emptyRecords(names, texts)] : [];
  const known = new Map<Batch, number>();
  const batchOf = new Int32Array(rejects.length);
  const rowOf = new Int32Array(rejects.length);
  let text = 0;
  rejects.forEach((reject, at) => {
    if ('text' in reject) {
      rowOf[at] = text++;
      return;
    }
    let index = known.get(reject.batch);
    if (index === undefined) {
      index = batches.push(reject.batch) - 1;
      known.set(reject.batch, index);
    }
    batchOf[at] = index;
    rowOf[at] = reject.row;
  });
  const reasons: (string | null)[][] = [
    rejects.map(({ reason }) => reason.code),
    rejects.map(({ reason }) => reason.message),
    rejects.map(({ reason }) => reason.field ?? null),
    rejects.map((reject) => ('text' in reject ? reject.text : (reject.reason.value ?? null))),
  ];
  return withColumns(
    gather(batches, batchOf, rowOf, rejects.length),
    REJECT_FIELDS.map((field, at) => ({ name: field.name, column: textColumn(reasons[at] ?? []) })),
  );
}

function emptyRecords(names: readonly string[], texts: readonly { source: number; ordinal: number }[]): Batch {
  const nothing = columnOfValues(
    texts.map(() => null),
    'text',
  );
  return {
    rows: texts.length,
    count: texts.length,
    selection: Int32Array.from(texts, (_, row) => row),
    names,
    columns: names.map(() => nothing),
    origin: { source: Int32Array.from(texts, ({ source }) => source), first: 0, ordinals: Float64Array.from(texts, ({ ordinal }) => ordinal) },
  };
}
