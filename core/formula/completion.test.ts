import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Field } from '../base/field.ts';
import { completionsAt, signatureAt } from './completion.ts';

const fields: Field[] = [
  { name: 'First name', type: 'text', sample: 'Ada' },
  { name: 'Last name', type: 'text' },
  { name: 'a.b', type: 'integer' },
];

/** Completions at the bar in a text. */
const at = (marked: string) => {
  const cursor = marked.indexOf('|');
  const text = marked.replace('|', '');
  return completionsAt(text, cursor, fields).map((item) => ({ ...item, after: text.slice(0, item.start) + item.insert + text.slice(item.end) }));
};

test('inside a bracket the fields are offered, and a bracket that is there already is taken in', () => {
  expect(at('IF([na|').map(({ label }) => label)).toEqual(['First name', 'Last name']);
  expect(at('IF([La|st] = 1, 2)')[0]?.after).toBe('IF([Last name] = 1, 2)');
  expect(at('[a|')[0]).toMatchObject({ insert: '[a\\.b]' });
});

test('the type and a sample are said', () => {
  expect(at('[Fir|')[0]?.detail).toBe('a text, e.g. Ada');
});

test('a name offers functions, fields and constants; the cursor goes into the brackets', () => {
  const [upper] = at('UPP|');
  expect(upper).toMatchObject({ kind: 'function', label: 'UPPER', insert: 'UPPER()', caret: 6 });
  expect(at('UPP|(1)')[0]?.after).toBe('UPPER(1)');
  expect(at('TODA|')[0]).toMatchObject({ insert: 'TODAY()', caret: 7 });
  expect(at('IF(TR|')[0]?.label).toBe('TRIM');
  expect(at('nam|').map(({ kind }) => kind)).toContain('field');
});

test('nothing is offered in a text or behind a finished value', () => {
  expect(at('"abc |')).toEqual([]);
  expect(at('[a.b] |')).toEqual([]);
  expect(at('1 + |').length).toBeGreaterThan(10);
});

test('the signature names the value being typed', () => {
  expect(signatureAt('IF([a] = 1, UPPER("x, y"), ', 27)).toMatchObject({ signature: 'IF(condition, then, [otherwise])', argument: 2, parameter: 'otherwise' });
  expect(signatureAt('IFS(1, 2, 3, ', 13)).toMatchObject({ parameter: 'value' });
  expect(signatureAt('SUM({1, 2', 9)).toMatchObject({ argument: 0 });
  expect(signatureAt('1 + (2', 6)).toBeNull();
});

test('no text breaks it', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('[', ']', '(', ')', '"', 'I', 'F', ',', '\\', '{', ' ', '1') }), fc.nat(30), (text, cursor) => {
      expect(Array.isArray(completionsAt(text, cursor, fields))).toBe(true);
      signatureAt(text, cursor);
    }),
  );
});
