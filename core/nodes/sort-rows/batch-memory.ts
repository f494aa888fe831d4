import type { Batch } from '../../data/batch.ts';
import type { Column } from '../../data/column.ts';

/** Bytes a batch holds on to; buffers that several columns share count once. Plain values are estimated. */
export function batchMemory(batch: Batch): number {
  const seen = new Set<object>();
  let bytes = 0;
  const add = (buffer: { byteLength: number } | null) => {
    if (buffer === null || seen.has(buffer)) return;
    seen.add(buffer);
    bytes += buffer.byteLength;
  };
  const addColumn = (column: Column): void => {
    switch (column.kind) {
      case 'bytes':
        add(column.bytes);
        add(column.offsets);
        return;
      case 'json':
        addColumn(column.text);
        return;
      case 'dictionary':
        add(column.index);
        addColumn(column.values);
        return;
      case 'values':
        bytes += column.values.length * 40;
        return;
      default:
        add(column.values);
    }
  };
  for (const column of batch.columns) addColumn(column);
  return bytes + batch.count * 12;
}
