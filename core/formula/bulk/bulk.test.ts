import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Field, FieldType } from '../../base/field.ts';
import type { Value } from '../../base/value.ts';
import type { Batch } from '../../data/batch.ts';
import { createBatch, runningOrigin, select } from '../../data/batch-ops.ts';
import { ByteArena } from '../../data/byte-arena.ts';
import { textColumn } from '../../data/bytes-column.ts';
import type { Column } from '../../data/column.ts';
import { columnOfValues } from '../../data/column-of-values.ts';
import { compileFormula } from '../compile.ts';
import { createFieldCursor } from '../field-cursor.ts';
import { bulkForm } from './bulk-form.ts';

const ROWS = 8;
const env = { now: 0, zone: 'UTC', random: () => 0.5 };
const UNKNOWN = Symbol('unknown');

const numberText = fc.oneof(
  fc.integer({ min: -1000, max: 1000 }).map(String),
  fc.tuple(fc.integer({ min: -99999, max: 99999 }), fc.nat(3)).map(([cents, places]) => (cents / 10 ** places).toFixed(places)),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }).map(String),
  fc.constantFrom('007', ' 5 ', '', '  ', '+3', '.5', '5.', '1e3', 'n/a', '2020-02-30', '2024-05-01', '"5"', '-0', '0'),
);
const word = fc.oneof(
  fc.constantFrom('', 'a', 'Paid', 'PAID', 'paid ', '  two   words ', 'Müller', 'ǅ', 'K', '"', '"x', 'tab\tx', '\u00a0y', '12'),
  fc.string({ maxLength: 6 }),
);

/** A column of texts as a scanner leaves them (`raw`, with quoted cells), or as other steps do. */
const textual = (texts: fc.Arbitrary<string>): fc.Arbitrary<Column> =>
  fc
    .tuple(
      fc.array(
        fc.option(
          texts.filter((text) => text.isWellFormed()),
          { nil: null, freq: 6 },
        ),
        { minLength: ROWS, maxLength: ROWS },
      ),
      fc.constantFrom('plain', 'raw', 'dictionary'),
    )
    .map(([values, as]): Column => {
      if (as === 'plain') return textColumn(values);
      if (as === 'raw')
        return {
          ...textColumn(values.map((text) => (text === null ? null : /^"|,/.test(text) || text === 'a' ? `"${text.replaceAll('"', '""')}"` : text))),
          raw: true,
        };
      return {
        kind: 'dictionary',
        type: 'text',
        index: Int32Array.from(values, (_, row) => (row % 4 === 3 ? -1 : (row * 5) % ROWS)),
        values: textColumn(values),
      };
    });
const typed = (value: fc.Arbitrary<Value>, type: FieldType): fc.Arbitrary<Column> =>
  fc.array(fc.option(value, { nil: null, freq: 6 }), { minLength: ROWS, maxLength: ROWS }).map((values) => columnOfValues(values, type));

const columns = {
  t: textual(word),
  u: textual(word),
  a: textual(numberText),
  b: textual(numberText),
  n: typed(
    fc.oneof(fc.integer({ min: -50, max: 50 }), fc.double({ min: -1000, max: 1000, noNaN: true }), fc.constantFrom(0.1, 1.005, 2.5, 1e15, 9e15)),
    'number',
  ),
  i: typed(fc.oneof(fc.integer(), fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n })), 'integer'),
  v: fc
    .array(fc.oneof(fc.constantFrom<Value>(null, '', 'x', true, 5n, 3, 0.5, '4', '2024-05-01')), { minLength: ROWS, maxLength: ROWS })
    .map((values): Column => ({ kind: 'values', type: 'any', values })),
};

const { formula } = fc.letrec<{ formula: string; number: string; condition: string; text: string }>((tie) => ({
  formula: fc.oneof(tie('number'), tie('condition'), tie('text')),
  number: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom('[a]', '[b]', '[n]', '[i]', '[v]', '2', '0', '0.1', '100'),
    fc.tuple(tie('number'), fc.constantFrom('+', '-', '*', '/'), tie('number')).map(([x, operator, y]) => `(${x}${operator}${y})`),
    tie('number').map((x) => `-${x}`),
    tie('number').map((x) => `(${x})%`),
    fc.tuple(tie('number'), fc.constantFrom('', ',2', ',0', ',-1')).map(([x, places]) => `ROUND(${x}${places})`),
    tie('number').map((x) => `ABS(${x})`),
    fc.tuple(tie('condition'), tie('number'), tie('number')).map(([c, x, y]) => `IF(${c},${x},${y})`),
  ),
  condition: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc
      .tuple(fc.constantFrom('[t]', '[a]', '[n]', '[v]', '[gone]'), fc.constantFrom('=', '<>'), fc.constantFrom('""', '"paid"', '"k"', '"12"', '"a"'))
      .map((parts) => parts.join('')),
    fc.tuple(tie('number'), fc.constantFrom('=', '<>', '<', '<=', '>', '>='), tie('number')).map((parts) => parts.join('')),
    fc.tuple(fc.constantFrom('AND', 'OR'), tie('condition'), tie('condition')).map(([name, x, y]) => `${name}(${x},${y})`),
    tie('condition').map((x) => `NOT(${x})`),
    fc.constant('TRUE'),
  ),
  text: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom('[t]', '[u]', '"-"', '"ß"', '[gone]'),
    fc.tuple(tie('text'), tie('text')).map(([x, y]) => `${x}&${y}`),
    fc.tuple(fc.constantFrom('UPPER', 'LOWER', 'TRIM', 'LEFT'), tie('text')).map(([name, x]) => `${name}(${x})`),
    fc.tuple(tie('text'), fc.nat(5)).map(([x, count]) => `LEFT(${x},${count})`),
  ),
}));

function inBulk(text: string, fields: readonly Field[], batch: Batch): (Value | typeof UNKNOWN)[] | null {
  const form = bulkForm(text, fields, { unknownFields: 'any' });
  if (form === null) return null;
  if (form.kind === 'numbers') return Array.from(form.compute(batch), (value) => (Number.isNaN(value) ? UNKNOWN : value + 0));
  if (form.kind === 'conditions') return Array.from(form.compute(batch), (value) => (value === 2 ? UNKNOWN : value === 1));
  const arena = new ByteArena(4);
  const write = form.open(batch);
  return Array.from(batch.selection.subarray(0, batch.count), (row) => {
    const start = arena.end;
    return write(row, arena) ? arena.text(start, arena.end) : UNKNOWN;
  });
}

describe('bulk forms', () => {
  test('give what evaluate gives, or say that they do not know', () => {
    fc.assert(
      fc.property(fc.record(columns), formula, fc.uniqueArray(fc.nat(ROWS - 1), { minLength: 1 }), (made, text, rows) => {
        const names = Object.keys(made);
        const whole = createBatch(names, Object.values(made), ROWS, runningOrigin(0, 0));
        const batch = select(whole, Int32Array.from(rows), rows.length);
        const fields = names.map((name) => ({ name, type: (made[name as keyof typeof made] as Column).type }));
        const compiled = compileFormula(text, fields, { unknownFields: 'any' });
        const results = inBulk(text, fields, batch);
        if (!compiled.ok) expect(results).toBeNull();
        if (!compiled.ok || results === null) return;
        const cursor = createFieldCursor(batch, compiled.fieldsUsed);
        results.forEach((result, position) => {
          if (result === UNKNOWN) return;
          cursor.row = batch.selection[position] as number;
          expect(result, `${text} for row ${cursor.row}`).toBe(compiled.evaluate(cursor.read, env));
        });
      }),
      { numRuns: 3000 },
    );
  });

  test.each([
    ['ROUND([n]*[price]*(1-IF([d]="",0,[d])),2)', [11.4, 5]],
    ['UPPER([t])&"-"&LEFT([day],7)', ['PAID-2024-05', '-2023-12']],
    ['TRIM([t]) & ", " & [day]', ['paid, 2024-05-01', ', 2023-12-31']],
    ['AND([t]<>"cancelled",[n]>=3)', [true, false]],
    ['OR([n]=2,[d]="")', [false, true]],
  ])('know %s', (text, expected) => {
    const rows = { n: ['3', '2'], price: ['4', '2.5'], d: ['0.05', ''], t: ['paid', ''], day: ['2024-05-01', '2023-12-31'] };
    const batch = createBatch(
      Object.keys(rows),
      Object.values(rows).map((values) => textColumn(values)),
      2,
      runningOrigin(0, 0),
    );
    const fields = Object.keys(rows).map((name) => ({ name, type: 'text' as const }));
    expect(inBulk(text, fields, batch)).toEqual(expected);
  });

  test.each(['[n]', '"x"', 'IF([t]="a",1,2)', 'REPT([t],2)', '[t]&TODAY()', '[amount]*2'])('leave %s to the plain form', (text) => {
    const fields: Field[] = [
      { name: 'n', type: 'number' },
      { name: 't', type: 'text' },
      { name: 'amount', type: 'decimal' },
    ];
    expect(bulkForm(text, fields)).toBeNull();
  });
});
