import { Defect } from '../../base/errors.ts';
import type { FieldType } from '../../base/field.ts';
import type { Value } from '../../base/value.ts';
import type { Batch } from '../../data/batch.ts';
import { createBatch } from '../../data/batch-ops.ts';
import { packedColumn } from '../../data/bytes-column.ts';
import type { BytesColumn, Column, Nulls } from '../../data/column.ts';
import { decodeUtf8 } from '../../data/utf8.ts';
import type { FrameIn } from './frame-bytes.ts';
import { COLUMN_KINDS, TYPES } from './kinds.ts';
import { untagged } from './tagged-value.ts';

/** Reads the next batch of a frame. Its columns are views of the frame: they keep it alive, and it is theirs. */
export function decodeBatch(from: FrameIn): Batch {
  const count = from.uint();
  const fields = from.uint();
  const form = from.uint();
  const source = (form & 1) === 0 ? from.uint() : from.ints();
  const running = (form & 2) === 0;
  const first = running ? from.double() : 0;
  const ordinals = running ? null : from.doubles();
  const names: string[] = [];
  const columns: Column[] = [];
  let record: BytesColumn | null = null;
  for (let at = 0; at < fields; at++) {
    names.push(from.text());
    const column = decodeColumn(from, record);
    columns.push(column);
    if (column.kind === 'bytes' && column.stride > 1) record = column;
  }
  return createBatch(names, columns, count, { source, first, ordinals });
}

/** `record`: a field of the records that were kept last, where there were some. */
function decodeColumn(from: FrameIn, record: BytesColumn | null = null): Column {
  const kind = COLUMN_KINDS[from.uint()];
  const type = TYPES[from.uint()];
  if (kind === undefined || type === undefined) throw new Defect('spool-corrupt', 'A captured frame holds a kind of column that is not known.');
  switch (kind) {
    case 'bytes':
      return decodeBytes(from, type);
    case 'json':
      return { kind, type, text: decodeBytes(from, type) };
    case 'float64': {
      const nulls = decodeNulls(from);
      const values = from.doubles();
      return { kind, type, values, nulls, source: from.uint() === 0 ? null : decodeBytes(from, type) };
    }
    case 'datetime':
      return { kind, type, nulls: decodeNulls(from), values: from.doubles() };
    case 'boolean':
      return { kind, type: 'boolean', nulls: decodeNulls(from), values: from.bytes() };
    case 'int64':
      return { kind, type, nulls: decodeNulls(from), values: from.longs() };
    case 'dictionary': {
      const index = from.ints();
      from.uint();
      return { kind, type, index, values: decodeColumn(from) };
    }
    case 'records': {
      const nulls = decodeNulls(from);
      const at = from.uint();
      const records = from.uint() === 1 ? decodeRecords(from) : record;
      if (records === null || at >= records.stride - 1) throw new Defect('spool-corrupt', 'A captured frame is shorter than it says.');
      return { ...records, type, nulls, at };
    }
    case 'values': {
      const bytes = from.bytes();
      return { kind, type, values: (JSON.parse(decodeUtf8(bytes, 0, bytes.length)) as Value[]).map(untagged) };
    }
  }
}

function decodeRecords(from: FrameIn): BytesColumn {
  const stride = from.uint();
  const trim = from.uint();
  const raw = from.uint() === 1;
  const bytes = from.bytes();
  const steps = from.uint() === 1 ? from.bytes() : from.ints();
  const offsets = new Int32Array(steps.length);
  for (let at = 0, end = 0; at < steps.length; at++) {
    end += steps[at] as number;
    offsets[at] = end;
  }
  if ((offsets.at(-1) ?? 0) - trim !== bytes.length) throw new Defect('spool-corrupt', 'A captured column is not as long as it says.');
  return { kind: 'bytes', type: 'text', bytes, offsets, stride, at: 0, trim, raw, nulls: null };
}

function decodeNulls(from: FrameIn): Nulls {
  const nulls = from.bytes();
  return nulls.length === 0 ? null : nulls;
}

function decodeBytes(from: FrameIn, type: FieldType): BytesColumn {
  const nulls = decodeNulls(from);
  const bytes = from.bytes();
  const width = from.uint();
  const lengths = width === 1 ? from.bytes() : width === 2 ? from.shorts() : from.ints();
  const offsets = new Int32Array(lengths.length + 1);
  for (let row = 0, end = 0; row < lengths.length; row++) {
    end += lengths[row] as number;
    offsets[row + 1] = end;
  }
  if (offsets[lengths.length] !== bytes.length) throw new Defect('spool-corrupt', 'A captured column is not as long as it says.');
  return packedColumn(type, bytes, offsets, nulls);
}
