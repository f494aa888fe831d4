import { expect, test } from 'vitest';
import { createBatch, fieldsOf, runningOrigin } from './batch-ops.ts';
import { textColumn, withType } from './bytes-column.ts';
import { PerLayout } from './per-layout.ts';

test('makes one thing for each layout, however the batches come', () => {
  const made: string[] = [];
  const layouts = new PerLayout((fields) => made.push(fields.map(({ name, type }) => `${name} ${type}`).join(',')));
  const column = textColumn(['a']);
  const batch = (...names: string[]) =>
    createBatch(
      names,
      names.map((name) => (name === 'n' ? withType(column, 'integer') : column)),
      1,
      runningOrigin(0, 0),
    );
  const retyped = { ...batch('a', 'b'), columns: [column, withType(column, 'date')] };
  const found = [batch('a', 'b'), batch('a', 'b'), batch('b', 'a'), retyped, batch('a', 'b'), batch('a'), batch('n'), batch('a","b'), retyped].map((each) =>
    layouts.of(each),
  );
  expect(made).toEqual(['a text,b text', 'b text,a text', 'a text,b date', 'a text', 'n integer', 'a","b text']);
  expect(found).toEqual([1, 1, 2, 3, 1, 4, 5, 6, 3]);
  expect(fieldsOf(batch('n'))).toEqual([{ name: 'n', type: 'integer' }]);
});
