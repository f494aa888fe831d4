import type { Value } from '../base/value.ts';
import type { Batch } from '../data/batch.ts';
import { batchBytes } from '../data/batch-size.ts';

/** What `batchBytes` takes every plain value for. */
const GUESS = 48;

/** Bytes of memory that a batch keeps alive, with plain values (texts, lists, objects) looked at one by one instead of guessed. */
export function heldBytes(batch: Batch): number {
  let bytes = batchBytes(batch);
  for (const column of batch.columns)
    if (column.kind === 'values') {
      bytes -= column.values.length * GUESS;
      for (let row = 0; row < column.values.length; row++) bytes += valueBytes(column.values[row] ?? null);
    }
  return bytes;
}

/** Bytes of memory that a plain value takes, roughly. */
export function valueBytes(value: Value): number {
  switch (typeof value) {
    case 'string':
      return 32 + value.length * 2;
    case 'number':
      return 16;
    case 'bigint':
      return 40;
    case 'boolean':
      return 8;
    default: {
      if (value === null) return 8;
      let bytes = 56;
      if (Array.isArray(value)) for (const item of value) bytes += valueBytes(item as Value);
      else for (const [name, item] of Object.entries(value)) bytes += 16 + name.length + valueBytes(item);
      return bytes;
    }
  }
}
