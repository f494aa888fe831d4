import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textColumn } from '../../data/bytes-column.ts';
import type { BytesColumn } from '../../data/column.ts';
import { KeyTable } from '../../data/key-table.ts';
import { insertKeys } from '../../data/record-keys.ts';
import { awkwardText } from '../../data/testing/arbitrary.ts';
import { CsvScanner } from './scanner.ts';

const ROWS = 12;
const all = Int32Array.from({ length: ROWS }, (_, row) => row);

describe('keys of a file', () => {
  it('reads quoted fields of a file as what they mean', () => {
    fc.assert(
      fc.property(fc.array(awkwardText, { minLength: ROWS, maxLength: ROWS }), fc.boolean(), fc.boolean(), (texts, trim, ignoreCase) => {
        const file = `k,z\n${texts.map((text) => `"${text.replaceAll('"', '""')}",1\n`).join('')}`;
        const column = new CsvScanner().push(Buffer.from(file)).batches[0]?.columns[0] as BytesColumn;
        const fromFile = new Int32Array(ROWS);
        insertKeys(new KeyTable(), [column], { trim, ignoreCase }, all, ROWS, fromFile);
        const fromTexts = new Int32Array(ROWS);
        insertKeys(new KeyTable(), [textColumn(texts)], { trim, ignoreCase }, all, ROWS, fromTexts);
        expect([...fromFile]).toEqual([...fromTexts]);
      }),
    );
  });
});
