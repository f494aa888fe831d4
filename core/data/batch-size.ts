import type { Batch } from './batch.ts';
import type { Column } from './column.ts';

/** Bytes of memory that a batch keeps alive: each buffer once, plain values by a guess. */
export function batchBytes(batch: Batch): number {
  const buffers = new Set<ArrayBufferLike>();
  let guessed = 0;
  const add = (column: Column): void => {
    if (column.kind === 'values') guessed += column.values.length * 48;
    else if (column.kind === 'json') add(column.text);
    else if (column.kind === 'dictionary') {
      buffers.add(column.index.buffer);
      add(column.values);
    } else if (column.kind === 'bytes') {
      buffers.add(column.bytes.buffer);
      buffers.add(column.offsets.buffer);
    } else {
      buffers.add(column.values.buffer);
      if (column.kind === 'float64' && column.source) add(column.source);
    }
  };
  for (const column of batch.columns) add(column);
  let bytes = guessed + batch.selection.byteLength + (batch.origin.ordinals?.byteLength ?? 0);
  for (const buffer of buffers) bytes += buffer.byteLength;
  return bytes;
}
