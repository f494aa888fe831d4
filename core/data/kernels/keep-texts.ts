import { hasQuote, QUOTE } from '../bytes-column.ts';
import type { BytesColumn, Column } from '../column.ts';
import { textAt } from '../column-value.ts';
import { hasNull } from '../nulls.ts';
import { encodeUtf8 } from '../utf8.ts';

/** How a text is compared with another one. */
export interface TextTest {
  readonly how: 'equals' | 'contains' | 'starts-with' | 'ends-with';
  readonly text: string;
  readonly caseSensitive: boolean;
  /** Keeps the rows that do not match. */
  readonly negate?: boolean;
}

/**
 * Writes the selected rows whose text passes into `out` (which may be the selection itself) and returns how many. Null is the empty text.
 * The same as `textPasses` on the text of each row.
 */
export function keepTexts(column: Column, test: TextTest, selection: Int32Array, count: number, out: Int32Array): number {
  const negate = test.negate === true;
  if (column.kind === 'bytes') return keepBytes(column, test, negate, selection, count, out);
  let kept = 0;
  if (column.kind === 'dictionary') {
    const known = new Map<number, boolean>();
    for (let position = 0; position < count; position++) {
      const row = selection[position] as number;
      const index = column.index[row] as number;
      let passes = known.get(index);
      if (passes === undefined) {
        passes = textPasses(index < 0 ? '' : textAt(column.values, index), test);
        known.set(index, passes);
      }
      if (passes) out[kept++] = row;
    }
    return kept;
  }
  for (let position = 0; position < count; position++) {
    const row = selection[position] as number;
    if (textPasses(textAt(column, row), test)) out[kept++] = row;
  }
  return kept;
}

/** Whether one text passes: the plain form of the kernel. Case is compared in small letters, by Unicode and in no locale. */
export function textPasses(text: string, test: TextTest): boolean {
  const left = test.caseSensitive ? text : text.toLowerCase();
  const right = test.caseSensitive ? test.text : test.text.toLowerCase();
  const matches =
    test.how === 'equals'
      ? left === right
      : test.how === 'contains'
        ? left.includes(right)
        : test.how === 'starts-with'
          ? left.startsWith(right)
          : left.endsWith(right);
  return matches !== (test.negate === true);
}

function keepBytes(column: BytesColumn, test: TextTest, negate: boolean, selection: Int32Array, count: number, out: Int32Array): number {
  const { bytes, offsets, stride, at, trim, raw, nulls } = column;
  const fold = !test.caseSensitive;
  const wanted = encodeUtf8(fold ? test.text.toLowerCase() : test.text);
  const length = wanted.length;
  const { how } = test;
  let kept = 0;
  for (let position = 0; position < count; position++) {
    const row = selection[position] as number;
    const index = row * stride + at;
    let start = offsets[index] as number;
    let end = (offsets[index + 1] as number) - trim;
    if (nulls !== null && hasNull(nulls, row)) end = start;
    let doubled = false;
    if (raw && start < end && bytes[start] === QUOTE) {
      start++;
      end--;
      doubled = hasQuote(bytes, start, end);
    }
    let matches = false;
    if (doubled || (fold && !isAscii(bytes, start, end))) matches = textPasses(textAt(column, row), test) !== negate;
    else if (end - start >= length) {
      if (how === 'equals') matches = end - start === length && sameAt(bytes, start, wanted, fold);
      else if (how === 'starts-with') matches = sameAt(bytes, start, wanted, fold);
      else if (how === 'ends-with') matches = sameAt(bytes, end - length, wanted, fold);
      else for (let from = start; from <= end - length && !matches; from++) matches = sameAt(bytes, from, wanted, fold);
    }
    if (matches !== negate) out[kept++] = row;
  }
  return kept;
}

function sameAt(bytes: Uint8Array, at: number, wanted: Uint8Array, fold: boolean): boolean {
  for (let i = 0; i < wanted.length; i++) {
    let byte = bytes[at + i] as number;
    if (fold && byte >= 65 && byte <= 90) byte += 32;
    if (byte !== wanted[i]) return false;
  }
  return true;
}

function isAscii(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if ((bytes[i] as number) > 127) return false;
  return true;
}
