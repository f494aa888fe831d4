import type { Batch } from '../../data/batch.ts';
import type { ByteArena } from '../../data/byte-arena.ts';
import { endAt, QUOTE, startAt } from '../../data/bytes-column.ts';
import type { BytesColumn, Column } from '../../data/column.ts';
import { hasNull } from '../../data/nulls.ts';
import { encodeUtf8, isAsciiRange } from '../../data/utf8.ts';
import type { Facts } from '../compile-expression.ts';
import type { Call, Expression } from '../tree.ts';

/** Appends the text of one physical row to the arena; `false` where only the plain form can tell (what was appended is then to be cut off). */
export type TextWriter = (row: number, arena: ByteArena) => boolean;
/** Prepares writing for a batch. */
export type TextForm = (batch: Batch) => TextWriter;

/** The bulk form of an expression whose text is wanted; `null` for one that has none. */
export function textForm(tree: Expression, facts: Facts): TextForm | null {
  switch (tree.kind) {
    case 'literal':
      return typeof tree.value === 'string' ? constant(tree.value) : null;
    case 'field': {
      const reference = facts.references.get(tree);
      if (reference === undefined || reference.steps.length > 0 || facts.types.get(tree) !== 'text') return null;
      const { name } = reference;
      return (batch) => fieldWriter(batch.columns[batch.names.indexOf(name)]);
    }
    case 'binary': {
      if (tree.operator !== '&') return null;
      const [left, right] = [textForm(tree.left, facts), textForm(tree.right, facts)];
      return left && right && ((batch) => both(left(batch), right(batch)));
    }
    case 'call':
      return changed(tree, facts);
    default:
      return null;
  }
}

function constant(text: string): TextForm | null {
  if (!text.isWellFormed()) return null;
  const bytes = encodeUtf8(text);
  const write: TextWriter = (_row, arena) => {
    arena.add(bytes, 0, bytes.length);
    return true;
  };
  return () => write;
}

function both(left: TextWriter, right: TextWriter): TextWriter {
  return (row, arena) => left(row, arena) && right(row, arena);
}

function fieldWriter(column: Column | undefined): TextWriter {
  if (column === undefined) return () => true;
  if (column.kind === 'dictionary') {
    const { index } = column;
    const values = fieldWriter(column.values);
    return (row, arena) => (index[row] as number) < 0 || values(index[row] as number, arena);
  }
  return column.kind === 'bytes' && column.type === 'text' ? bytesWriter(column) : () => false;
}

function bytesWriter(column: BytesColumn): TextWriter {
  const { bytes, raw, nulls } = column;
  return (row, arena) => {
    if (nulls !== null && hasNull(nulls, row)) return true;
    const start = startAt(column, row);
    const end = endAt(column, row);
    if (start >= end) return true;
    if (raw && bytes[start] === QUOTE) return false;
    arena.add(bytes, start, end);
    return true;
  };
}

/** Changes what stands in `bytes[start..end)`, all of it ASCII, and returns the new end. */
type Change = (bytes: Uint8Array, start: number, end: number) => number;

/** Functions that change a text where it stands. */
function changed({ name, args }: Call, facts: Facts): TextForm | null {
  const [first, second] = args;
  const change = changeOf(name, second, args.length);
  const text = change === null || first === undefined ? null : textForm(first, facts);
  if (change === null || text === null) return null;
  return (batch) => {
    const write = text(batch);
    return (row, arena) => {
      const start = arena.end;
      if (!write(row, arena) || !isAsciiRange(arena.bytes, start, arena.end)) return false;
      arena.end = change(arena.bytes, start, arena.end);
      return true;
    };
  };
}

function changeOf(name: string, second: Expression | undefined, count: number): Change | null {
  if (name === 'LEFT' && count <= 2) {
    const length = second === undefined ? 1 : second.kind === 'literal' && typeof second.value === 'number' ? Math.trunc(second.value) : -1;
    return length < 0 ? null : (_bytes, start, end) => Math.min(end, start + length);
  }
  if (count !== 1) return null;
  return name === 'UPPER' ? upper : name === 'LOWER' ? lower : name === 'TRIM' ? trim : null;
}

function upper(bytes: Uint8Array, start: number, end: number): number {
  for (let i = start; i < end; i++) {
    const byte = bytes[i] as number;
    if (byte >= 97 && byte <= 122) bytes[i] = byte - 32;
  }
  return end;
}

function lower(bytes: Uint8Array, start: number, end: number): number {
  for (let i = start; i < end; i++) {
    const byte = bytes[i] as number;
    if (byte >= 65 && byte <= 90) bytes[i] = byte + 32;
  }
  return end;
}

const isBlank = (byte: number): boolean => byte === 32 || (byte >= 9 && byte <= 13);

/** Without white space at both ends, and with single blanks between words. */
function trim(bytes: Uint8Array, start: number, end: number): number {
  let from = start;
  let to = end;
  while (from < to && isBlank(bytes[from] as number)) from++;
  while (to > from && isBlank(bytes[to - 1] as number)) to--;
  let at = start;
  for (let i = from; i < to; i++) {
    const byte = bytes[i] as number;
    if (byte !== 32 || bytes[i - 1] !== 32) bytes[at++] = byte;
  }
  return at;
}
