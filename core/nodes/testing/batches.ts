import type { Field } from '../../base/field.ts';
import { createRecord, type PlainRecord, type Value } from '../../base/value.ts';
import type { Batch } from '../../data/batch.ts';
import { textColumn } from '../../data/bytes-column.ts';
import { canonicalText } from '../../data/canonical-text.ts';
import type { Column } from '../../data/column.ts';

/** How a test batch is made. */
export interface BatchShape {
  /** Types by field name; fields not named are `any` (as values) or `text` (as bytes). */
  types?: Record<string, Field['type']>;
  /** `bytes` stores every value as its text, as a file reader would; `values` as it is. Default `values`. */
  as?: 'values' | 'bytes';
  /** Ordinal of the first record. */
  first?: number;
  source?: number;
}

/** A batch of records; fields in the order in which they first appear, missing ones null. */
export function batchOf(rows: readonly { readonly [field: string]: Value }[], shape: BatchShape = {}): Batch {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const columns = names.map((name): Column => {
    const type = shape.types && Object.hasOwn(shape.types, name) ? shape.types[name] : undefined;
    const values = rows.map((row) => (Object.hasOwn(row, name) ? (row[name] ?? null) : null));
    if (shape.as === 'bytes')
      return textColumn(
        values.map((value) => (value === null ? null : canonicalText(value))),
        type ?? 'text',
      );
    return { kind: 'values', type: type ?? 'any', values };
  });
  return {
    rows: rows.length,
    count: rows.length,
    selection: Int32Array.from(rows.keys()),
    names,
    columns,
    origin: { source: shape.source ?? 0, first: shape.first ?? 0, ordinals: null },
  };
}

/** The same records in batches of one. */
export function inOnes(batches: readonly Batch[]): Batch[] {
  return batches.flatMap((batch) => Array.from(batch.selection.subarray(0, batch.count), (row) => ({ ...batch, count: 1, selection: Int32Array.of(row) })));
}

/** A record written down in a test, made as a step makes it, so that it equals what a step gives. */
export function record(fields: { readonly [field: string]: Value } | readonly (readonly [string, Value])[]): PlainRecord {
  const made = createRecord();
  for (const [name, value] of Array.isArray(fields) ? fields : Object.entries(fields)) made[name] = value;
  return made;
}
