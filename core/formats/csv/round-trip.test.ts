import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBatch, runningOrigin } from '../../data/batch-ops.ts';
import { textColumn } from '../../data/bytes-column.ts';
import type { Column, DictionaryColumn } from '../../data/column.ts';
import { textAt } from '../../data/column-value.ts';
import { ordinalAt } from '../../data/origin.ts';
import { rowValues } from '../../data/records.ts';
import { awkwardText } from '../../data/testing/arbitrary.ts';
import type { ReadYield } from '../record-reader.ts';
import type { CsvReadOptions } from './dialect.ts';
import { CsvScanner } from './scanner.ts';
import { CsvWriter } from './writer.ts';

interface Read {
  names: readonly string[] | null;
  rows: unknown[][];
  ordinals: number[];
  places: { line: number; byte: number; text: string }[];
  problems: { code: string; line: number; byte: number; ordinal: number; text: string }[];
}

function read(bytes: Uint8Array, options: Partial<CsvReadOptions> = {}, cuts: readonly number[] = []): Read {
  const scanner = new CsvScanner(options);
  const found: Read = { names: null, rows: [], ordinals: [], places: [], problems: [] };
  const take = ({ batches, places, problems }: ReadYield): void => {
    batches.forEach((batch, at) => {
      for (const row of batch.selection.subarray(0, batch.count)) {
        found.rows.push(rowValues(batch, row));
        found.ordinals.push(ordinalAt(batch, row));
        found.places.push(places?.[at]?.(row) as Read['places'][number]);
      }
    });
    for (const { code, line, byte, ordinal, text } of problems) found.problems.push({ code, line, byte, ordinal, text });
  };
  const chunk = Buffer.alloc(bytes.length);
  let from = 0;
  for (const cut of [...cuts, bytes.length]) {
    // The chunk is overwritten each time: whatever the scanner kept must be its own copy.
    chunk.fill(0);
    bytes.subarray(from, cut);
    chunk.set(bytes.subarray(from, cut));
    take(scanner.push(chunk.subarray(0, cut - from)));
    from = cut;
  }
  take(scanner.finish());
  found.names = scanner.names;
  return found;
}

const lineEnd = fc.constantFrom('\n', '\r\n', '\r');
const delimiter = fc.constantFrom(',', ';', '\t', '|', '||', '¦');

/** A sound file: fields quoted where needed and sometimes where not, mixed line ends, blank lines. */
const soundFile = fc.integer({ min: 1, max: 5 }).chain((width) =>
  fc.record({
    width: fc.constant(width),
    delimiter,
    bom: fc.boolean(),
    lastLineEnd: fc.boolean(),
    records: fc.array(
      fc.record({ fields: fc.array(fc.tuple(awkwardText, fc.boolean()), { minLength: width, maxLength: width }), end: lineEnd, blanks: fc.nat({ max: 1 }) }),
      { maxLength: 12 },
    ),
  }),
);

function fileText(file: typeof soundFile extends fc.Arbitrary<infer T> ? T : never): string {
  const header = Array.from({ length: file.width }, (_, at) => `h${at}`).join(file.delimiter);
  let text = `${file.bom ? '\uFEFF' : ''}${header}\n`;
  file.records.forEach(({ fields, end, blanks }, at) => {
    const line = fields
      .map(([value, quote]) =>
        quote || value.includes(file.delimiter) || /["\r\n]/.test(value) || value.includes(file.delimiter[0] as string)
          ? `"${value.replaceAll('"', '""')}"`
          : value,
      )
      .join(file.delimiter);
    text += line === '' ? '""' : line;
    if (at < file.records.length - 1 || file.lastLineEnd) text += end.repeat(1 + blanks);
  });
  return text;
}

describe('reading delimited text', () => {
  it('reads what was meant, and the same as csv-parse', () => {
    fc.assert(
      fc.property(soundFile, (file) => {
        const text = fileText(file);
        const found = read(Buffer.from(text), { delimiter: file.delimiter });
        expect(found.problems).toEqual([]);
        expect(found.rows).toEqual(file.records.map(({ fields }) => fields.map(([value]) => value.toWellFormed())));
        const oracle = parse(text, {
          bom: true,
          delimiter: file.delimiter,
          record_delimiter: ['\r\n', '\n', '\r'],
          skip_empty_lines: true,
          from_line: 1,
        }) as string[][];
        expect(found.rows).toEqual(oracle.slice(1).map((row) => row.map((value) => value.toWellFormed())));
        expect(found.ordinals).toEqual(found.rows.map((_, at) => at));
      }),
      { numRuns: 3000 },
    );
  });

  it('gives the same however the bytes are cut, sound or broken', () => {
    const broken = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'é', '\0', '""'), maxLength: 40 });
    fc.assert(
      fc.property(
        fc.oneof(
          soundFile.map(fileText),
          broken.map((text) => `a,b\n${text}`),
        ),
        fc.boolean(),
        (text, trim) => {
          const bytes = Buffer.from(text);
          const options = { trim };
          const whole = outcome(bytes, options, []);
          for (let cut = 0; cut <= bytes.length; cut++) expect(outcome(bytes, options, [cut])).toEqual(whole);
          expect(
            outcome(
              bytes,
              options,
              Array.from({ length: bytes.length }, (_, at) => at),
            ),
          ).toEqual(whole);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('tells in which line and at which byte each record begins', () => {
    const broken = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', '\r\n', 'é', '""', 'a,b\n', '"a\n\nb",'), maxLength: 60 });
    fc.assert(
      fc.property(
        fc.oneof(
          soundFile.map((file): [string, Partial<CsvReadOptions>] => [fileText(file), { delimiter: file.delimiter }]),
          broken.map((text): [string, Partial<CsvReadOptions>] => [`a,b\n${text}`, { ragged: 'pad' }]),
        ),
        fc.nat(),
        ([text, options], cut) => {
          const bytes = Buffer.from(text);
          const found = read(bytes, options, [cut % (bytes.length + 1)]);
          for (const { line, byte, text: shown } of [...found.places, ...found.problems]) {
            const before = bytes.toString('latin1', 0, byte);
            expect(line).toBe(before.split(/\r\n|\n|\r/).length);
            expect(bytes.toString('utf8', byte).startsWith(shown)).toBe(true);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('loses nothing: every byte of a broken file is in a record, a problem or a line end', () => {
    const broken = fc.string({ unit: fc.constantFrom('a', 'b', '"', ',', '\n', '\r\n', '""', '\0'), maxLength: 60 });
    fc.assert(
      fc.property(broken, (text) => {
        const found = read(Buffer.from(`h,i\n${text}`));
        const letters = (part: string): string => part.replace(/[^ab]/g, '');
        const parts = [
          ...found.rows.map((row, at): [number, string] => [found.ordinals[at] as number, row.join('')]),
          ...found.problems.map((problem): [number, string] => [problem.ordinal, problem.text]),
        ].sort((one, other) => one[0] - other[0]);
        expect(parts.map(([ordinal]) => ordinal)).toEqual(parts.map((_, at) => at));
        expect(letters(parts.map(([, part]) => part).join(''))).toBe(letters(text));
      }),
      { numRuns: 2000 },
    );
  });
});

function outcome(bytes: Uint8Array, options: Partial<CsvReadOptions>, cuts: readonly number[]): unknown {
  try {
    return read(bytes, options, cuts);
  } catch (error) {
    return String(error);
  }
}

describe('writing delimited text', () => {
  const table = fc
    .integer({ min: 1, max: 4 })
    .chain((width) => fc.array(fc.array(awkwardText, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }))
    .map((rows) => rows.map((row) => row.map((text) => text.toWellFormed())));

  it('gives back what was written, in every dialect, and csv-parse agrees', () => {
    fc.assert(
      fc.property(
        table,
        fc.constantFrom(',', ';', '\t', '||'),
        fc.constantFrom('needed', 'all' as const),
        fc.constantFrom('lf', 'crlf' as const),
        (rows, sign, quoting, ending) => {
          const width = rows[0]?.length ?? 0;
          const columns = Array.from({ length: width }, (_, at) => textColumn(rows.map((row) => row[at] as string)));
          const names = columns.map((_, at) => `h${at}`);
          const writer = new CsvWriter({ delimiter: sign, quoting: quoting as 'needed', lineEnding: ending as 'lf' });
          const bytes = Buffer.concat([writer.encode(createBatch(names, columns, rows.length, runningOrigin(0, 0))), writer.finish()]);
          const found = read(bytes, { delimiter: sign });
          expect(found.problems).toEqual([]);
          expect(found.names).toEqual(names);
          expect(found.rows).toEqual(rows);
          expect(parse(bytes, { delimiter: sign, record_delimiter: ['\r\n', '\n'], from_line: 2 })).toEqual(rows);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('writes untouched fields of a file so that they read the same, from any dialect to any other', () => {
    fc.assert(
      fc.property(soundFile, fc.constantFrom(',', ';', '|', '||'), fc.boolean(), (file, sign, shuffle) => {
        const scanner = new CsvScanner({ delimiter: file.delimiter });
        const batches = [...scanner.push(Buffer.from(fileText(file))).batches, ...scanner.finish().batches];
        const order = Array.from({ length: file.width }, (_, at) => (shuffle ? (at * 2 + 1) % file.width : at));
        const names = [...new Set(order)].map((at) => `h${at}`);
        const writer = new CsvWriter({ delimiter: sign }, names);
        const bytes = Buffer.concat([...batches.map((batch) => Buffer.from(writer.encode(batch))), writer.finish()]);
        const expected = file.records.map(({ fields }) => names.map((name) => (fields[Number(name.slice(1))]?.[0] ?? '').toWellFormed()));
        expect(parse(bytes, { delimiter: sign, record_delimiter: ['\r\n', '\n'], from_line: 1 })).toEqual([names, ...expected]);
      }),
      { numRuns: 1000 },
    );
  });

  it('writes fields of records that others point at, side by side or not, and nothing where they point at none', () => {
    const found = fc.array(fc.integer({ min: -1, max: 11 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(soundFile, found, found, fc.array(fc.nat(), { minLength: 1, maxLength: 6 }), (file, one, other, order) => {
        const scanner = new CsvScanner({ delimiter: file.delimiter });
        const [records] = [...scanner.push(Buffer.from(fileText(file))).batches, ...scanner.finish().batches];
        if (records === undefined) return;
        const rows = Math.min(one.length, other.length);
        const places = [one, other].map((list) => Int32Array.from(list.slice(0, rows), (place) => (place < records.count ? place : -1)));
        const columns = order.map((at, position): DictionaryColumn => {
          const index = places[at % 3 === 0 ? 1 : 0] as Int32Array;
          return { kind: 'dictionary', type: 'text', index, values: records.columns[(at + position) % file.width] as Column };
        });
        const names = columns.map((_, at) => `f${at}`);
        const writer = new CsvWriter({ delimiter: file.delimiter });
        const bytes = Buffer.concat([writer.encode(createBatch(names, columns, rows, runningOrigin(0, 0))), writer.finish()]);
        const expected = Array.from({ length: rows }, (_, row) => columns.map((column) => textAt(column, row)));
        expect(parse(bytes, { delimiter: file.delimiter, record_delimiter: ['\r\n', '\n'], from_line: 1 })).toEqual([names, ...expected]);
      }),
      { numRuns: 1000 },
    );
  });
});
