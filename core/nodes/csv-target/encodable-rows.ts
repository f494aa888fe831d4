import type { Batch } from '../../data/batch.ts';
import { select } from '../../data/batch-ops.ts';
import { endAt, startAt } from '../../data/bytes-column.ts';
import type { Column } from '../../data/column.ts';
import { textAt } from '../../data/column-value.ts';
import { isAsciiRange } from '../../data/utf8.ts';
import type { StepContext } from '../../engine/node-door.ts';
import type { MissingCharacter } from '../../formats/encodable.ts';

/** The records of a batch that can be written in the file's encoding; the others are rejected, with field and character. Nothing becomes a question mark. */
export function encodableRows(batch: Batch, missing: MissingCharacter, encoding: string, reject: StepContext['reject']): Batch {
  const kept = new Int32Array(batch.count);
  let count = 0;
  for (let i = 0; i < batch.count; i++) {
    const row = batch.selection[i] as number;
    const at = batch.columns.findIndex((column) => !isAscii(column, row) && missing(textAt(column, row)) !== null);
    if (at < 0) {
      kept[count++] = row;
      continue;
    }
    const text = textAt(batch.columns[at] as Column, row);
    const field = batch.names[at] ?? '';
    reject(batch, row, {
      code: 'not-in-encoding',
      message: `"${missing(text)}" in the field "${field}" cannot be written as ${encoding}.`,
      field,
      value: text,
      hint: 'Choose UTF-8 as the encoding of the file, or replace the character with a mapping before this step.',
    });
  }
  return count === batch.count ? batch : select(batch, kept, count);
}

function isAscii(column: Column, row: number): boolean {
  return column.kind === 'bytes' && isAsciiRange(column.bytes, startAt(column, row), endAt(column, row));
}
