import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FieldType } from '../../base/field.ts';
import { createBatch, fieldsOf, runningOrigin, select } from '../../data/batch-ops.ts';
import { textColumn } from '../../data/bytes-column.ts';
import type { BytesColumn, Column } from '../../data/column.ts';
import type { ConditionGroupShape, ConditionOperator, ConditionShape } from '../condition-shape.ts';
import { conditionFilter, plainConditionFilter } from './condition-filter.ts';

const ROWS = 12;
const env = { now: 0, zone: 'UTC', random: () => 0.5 };

const text = fc.constantFrom('', 'a', 'A', 'Paid', 'paid', 'cancelled', 'İ', 'K', 'k', 'ß', '"', '"a"', 'true', 'tab\t', ' a ');
const number = fc.oneof(
  fc.integer({ min: -12, max: 12 }).map(String),
  fc.constantFrom('007', '7', '7.0', '0.70', '0.7', '.7', '7.', '+7', '-7', ' 7 ', '7e0', '1e3', '1000', '-0', '0', '00', 'n/a', '2024-05-01', '2024-05-02'),
  fc.constantFrom('9007199254740993', '9007199254740992', '0.1000000000000000055', '0.1', '123456789012345678'),
);
const value = fc.oneof(text, number);
const type = fc.constantFrom<FieldType>('text', 'text', 'integer', 'number', 'decimal', 'any', 'date');

const quoted = (each: string | null) => (each !== null && /^["a7]/.test(each) ? `"${each.replaceAll('"', '""')}"` : each);
const column = fc
  .tuple(
    fc.array(fc.option(value, { nil: null, freq: 8 }), { minLength: ROWS, maxLength: ROWS }),
    type,
    fc.constantFrom('plain', 'raw', 'dictionary', 'values'),
  )
  .map(([values, of, as]): Column => {
    if (as === 'values') return { kind: 'values', type: of, values };
    if (as === 'raw') return { ...textColumn(values.map(quoted), of), raw: true };
    const bytes: BytesColumn = textColumn(values, of);
    if (as === 'plain') return bytes;
    return { kind: 'dictionary', type: of, index: Int32Array.from(values, (_, row) => ((row * 5) % (ROWS + 1)) - 1), values: bytes };
  });

const operators: readonly ConditionOperator[] = [
  'equals',
  'not-equals',
  'contains',
  'not-contains',
  'starts-with',
  'ends-with',
  'greater',
  'greater-or-equal',
  'less',
  'less-or-equal',
  'between',
  'one-of',
  'not-one-of',
  'is-empty',
  'is-not-empty',
  'is-true',
];
const condition: fc.Arbitrary<ConditionShape> = fc.record({
  field: fc.constantFrom('x', 'y', 'gone'),
  operator: fc.constantFrom(...operators),
  value,
  values: fc.array(value, { minLength: 2, maxLength: 3 }),
  caseSensitive: fc.boolean(),
});
const match = fc.constantFrom('all' as const, 'any' as const, 'none' as const);
const inner: fc.Arbitrary<ConditionGroupShape> = fc.record({ match, items: fc.array(condition, { maxLength: 3 }) });
const group: fc.Arbitrary<ConditionGroupShape> = fc.record({ match, items: fc.array(fc.oneof(condition, inner), { maxLength: 3 }) });

test('on the bytes or one record at a time: the same records stay, the same fail for the same reason', () => {
  let [stayed, failures] = [0, 0];
  fc.assert(
    fc.property(fc.record({ x: column, y: column }), group, fc.uniqueArray(fc.nat(ROWS - 1), { minLength: 1 }), (made, conditions, rows) => {
      const batch = select(createBatch(Object.keys(made), Object.values(made), ROWS, runningOrigin(0, 0)), Int32Array.from(rows), rows.length);
      let plain: ReturnType<typeof plainConditionFilter>;
      try {
        plain = plainConditionFilter(conditions, fieldsOf(batch), env);
      } catch (error) {
        expect(error).toMatchObject({ code: 'condition-unusable' });
        return;
      }
      const expected = plain.split(batch);
      const found = conditionFilter(conditions, fieldsOf(batch), env).split(batch);
      expect([...found.kept.subarray(0, found.keptCount)]).toEqual([...expected.kept.subarray(0, expected.keptCount)]);
      expect(new Map([...found.failed].sort(([a], [b]) => a - b))).toEqual(new Map([...expected.failed].sort(([a], [b]) => a - b)));
      stayed += expected.keptCount;
      failures += expected.failed.size;
    }),
    { numRuns: 4000 },
  );
  expect(Math.min(stayed, failures)).toBeGreaterThan(100);
});
