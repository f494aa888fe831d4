import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textColumn } from './bytes-column.ts';
import type { Column } from './column.ts';
import { KeyTable } from './key-table.ts';
import { findKeys, insertKeys, keyText } from './record-keys.ts';
import { arbitraryColumn } from './testing/arbitrary.ts';

const ROWS = 12;
const all = Int32Array.from({ length: ROWS }, (_, row) => row);

/** Index of the first row with the same key, by plain JavaScript. */
function firstSame(columns: readonly Column[], trim: boolean, ignoreCase: boolean): number[] {
  const seen = new Map<string, number>();
  return Array.from(all, (row) => {
    const key = JSON.stringify(columns.map((column) => keyText(column, row, trim, ignoreCase).toWellFormed()));
    const before = seen.get(key);
    if (before === undefined) seen.set(key, seen.size);
    return before ?? ~(seen.size - 1);
  });
}

describe('keys', () => {
  it('tells keys apart just as plain text does', () => {
    fc.assert(
      fc.property(fc.array(arbitraryColumn(ROWS), { minLength: 1, maxLength: 3 }), fc.boolean(), fc.boolean(), (columns, trim, ignoreCase) => {
        const table = new KeyTable(1);
        const out = new Int32Array(ROWS);
        insertKeys(table, columns, { trim, ignoreCase }, all, ROWS, out);
        const expected = firstSame(columns, trim, ignoreCase);
        expect([...out]).toEqual(expected);
        findKeys(table, columns, { trim, ignoreCase }, all, ROWS, out);
        expect([...out]).toEqual(expected.map((index) => (index < 0 ? ~index : index)));
      }),
    );
  });

  it('keeps a hundred thousand keys apart while it grows, and finds each', () => {
    const table = new KeyTable();
    const bytes = Buffer.alloc(16);
    for (let i = 0; i < 100_000; i++) expect(table.insert(bytes, 0, bytes.write(`k${i}`))).toBe(~i);
    for (let i = 0; i < 100_000; i += 997) {
      const length = bytes.write(`k${i}`);
      expect(table.find(bytes, 0, length)).toBe(i);
      expect(Buffer.from(table.keyAt(i)).toString()).toBe(`k${i}`);
    }
    expect(table.find(bytes, 0, bytes.write('nope'))).toBe(-1);
    expect(table.size).toBe(100_000);
    expect(table.memory).toBeLessThan(100_000 * 80);
  });

  it('does not mix up neighbours, and counts numbers by value', () => {
    const out = new Int32Array(2);
    insertKeys(new KeyTable(), [textColumn(['ab', 'a']), textColumn(['c', 'bc'])], {}, all, 2, out);
    expect([...out]).toEqual([~0, ~1]);
    insertKeys(new KeyTable(), [textColumn(['7', '007'], 'integer')], {}, all, 2, out);
    expect([...out]).toEqual([~0, 0]);
    insertKeys(new KeyTable(), [textColumn(['1.50', '1.5'], 'decimal')], {}, all, 2, out);
    expect([...out]).toEqual([~0, 0]);
    insertKeys(new KeyTable(), [textColumn(['İ', 'i'])], { ignoreCase: true }, all, 2, out);
    expect([...out]).toEqual([~0, ~1]);
    insertKeys(new KeyTable(), [textColumn(['Straße', 'STRAßE'])], { ignoreCase: true }, all, 2, out);
    expect([...out]).toEqual([~0, 0]);
  });
});
