import type { Batch } from '../../data/batch.ts';
import type { ByteArena } from '../../data/byte-arena.ts';
import { QUOTE } from '../../data/bytes-column.ts';
import type { BytesColumn, Column } from '../../data/column.ts';
import { hasNull } from '../../data/nulls.ts';
import { encodeUtf8, isAsciiRange } from '../../data/utf8.ts';
import type { Facts } from '../compile-expression.ts';
import type { Call, Expression, FieldReference } from '../tree.ts';

/** Appends the text of one physical row to the arena; `false` where only the plain form can tell (what was appended is then to be cut off). */
export type TextWriter = (row: number, arena: ByteArena) => boolean;
/** Prepares writing for a batch. */
export type TextForm = (batch: Batch) => TextWriter;

/** The bulk form of an expression whose text is wanted; `null` for one that has none. */
export function textForm(tree: Expression, facts: Facts): TextForm | null {
  switch (tree.kind) {
    case 'literal':
      return typeof tree.value === 'string' ? constant(tree.value) : null;
    case 'field':
      return fieldForm(tree, facts, WHOLE);
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

function fieldForm(tree: FieldReference, facts: Facts, part: FieldPart): TextForm | null {
  const reference = facts.references.get(tree);
  if (reference === undefined || reference.steps.length > 0 || facts.types.get(tree) !== 'text') return null;
  const { name } = reference;
  return (batch) => fieldWriter(batch.columns[batch.names.indexOf(name)], part);
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

function fieldWriter(column: Column | undefined, part: FieldPart = WHOLE): TextWriter {
  if (column === undefined) return () => true;
  if (column.kind === 'dictionary') {
    const { index } = column;
    const values = fieldWriter(column.values, part);
    return (row, arena) => (index[row] as number) < 0 || values(index[row] as number, arena);
  }
  return column.kind === 'bytes' && column.type === 'text' ? bytesWriter(column, part) : () => false;
}

/** What is written of a field: its letters all of one size, or no more than so many of its first characters. */
interface FieldPart {
  readonly letters: 'as-is' | 'upper' | 'lower';
  readonly most: number;
}

const WHOLE: FieldPart = { letters: 'as-is', most: Number.POSITIVE_INFINITY };
const CAPITAL_A = 65;
const SMALL_A = 97;
const LETTERS = 26;
/** The bit that makes a capital letter a small one. */
const SMALL = 32;

/** Copies and changes a field, and sees whether what it copies is ASCII, in one pass: that is asked only of a field which is changed. */
function bytesWriter({ bytes, offsets, stride, at, trim, raw, nulls }: BytesColumn, { letters, most }: FieldPart): TextWriter {
  const anyByte = letters === 'as-is' && most === WHOLE.most;
  const first = letters === 'upper' ? SMALL_A : CAPITAL_A;
  const change = letters === 'as-is' ? 0 : SMALL;
  return (row, arena) => {
    if (nulls !== null && hasNull(nulls, row)) return true;
    const offset = row * stride + at;
    const start = offsets[offset] as number;
    const end = (offsets[offset + 1] as number) - trim;
    if (start >= end) return true;
    if (raw && bytes[start] === QUOTE) return false;
    const stop = end - start > most ? start + most : end;
    arena.reserve(stop - start);
    const out = arena.bytes;
    let to = arena.end;
    let all = 0;
    for (let i = start; i < stop; i++) {
      const byte = bytes[i] as number;
      all |= byte;
      out[to++] = (byte - first) >>> 0 < LETTERS ? byte ^ change : byte;
    }
    arena.end = to;
    return anyByte || all < 128;
  };
}

/** Functions that change a text where it stands. */
function changed({ name, args }: Call, facts: Facts): TextForm | null {
  const [first, second] = args;
  const part = first?.kind === 'field' ? partOf(name, second, args.length) : null;
  const field = part && first?.kind === 'field' ? fieldForm(first, facts, part) : null;
  if (field) return field;
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

/** What a function leaves of a field it is called with, where that is a part the copying can make. */
function partOf(name: string, second: Expression | undefined, count: number): FieldPart | null {
  if (name === 'LEFT') {
    const most = leftLength(second, count);
    return most < 0 ? null : { letters: 'as-is', most };
  }
  if (count !== 1) return null;
  return name === 'UPPER' || name === 'LOWER' ? { ...WHOLE, letters: name === 'UPPER' ? 'upper' : 'lower' } : null;
}

/** How many characters LEFT leaves, -1 where that is not known beforehand. */
function leftLength(second: Expression | undefined, count: number): number {
  if (count > 2) return -1;
  if (second === undefined) return 1;
  return second.kind === 'literal' && typeof second.value === 'number' ? Math.max(-1, Math.trunc(second.value)) : -1;
}

/** Changes what stands in `bytes[start..end)`, all of it ASCII, and returns the new end. */
type Change = (bytes: Uint8Array, start: number, end: number) => number;

function changeOf(name: string, second: Expression | undefined, count: number): Change | null {
  if (name === 'LEFT') {
    const length = leftLength(second, count);
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
