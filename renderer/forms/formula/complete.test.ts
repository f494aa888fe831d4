import { describe, expect, it } from 'vitest';
import { complete, functionAt } from './complete.ts';

const fields = [
  { name: 'Last name', type: 'text' as const, sample: 'Müller' },
  { name: 'Salary', type: 'decimal' as const },
];
const functions = [
  { name: 'SUBSTITUTE', help: 'Replaces text.' },
  { name: 'SUM', help: 'Adds.' },
  { name: 'DATE.PARSE', help: 'Reads a date.' },
];
const at = (text: string) => {
  const caret = text.indexOf('|');
  return complete(text.replace('|', ''), caret, fields, functions, (name) => `[${name}]`);
};

describe('completion of a formula', () => {
  it('offers fields after a bracket, and replaces up to the closing one', () => {
    expect(at('[las|t]')).toMatchObject({ items: [{ label: 'Last name', detail: 'Müller', insert: '[Last name]' }], from: 0, to: 6 });
    expect(at('1 + [|')?.items.map((item) => item.label)).toEqual(['Last name', 'Salary']);
  });
  it('offers functions by their beginning or a part behind a dot, and fields by any part', () => {
    expect(at('su|')?.items.map((item) => item.insert)).toEqual(['SUBSTITUTE()', 'SUM()']);
    expect(at('par|')?.items.map((item) => item.label)).toEqual(['DATE.PARSE']);
    expect(at('sal|')?.items.map((item) => item.label)).toEqual(['Salary']);
  });
  it('offers nothing in a text, in a number, or when the function stands there already', () => {
    expect(at('"su|"')).toBeNull();
    expect(at('12|')).toBeNull();
    expect(at('SUM|(1)')?.items).toEqual([]);
  });
  it('knows the function around the caret, whatever is nested or quoted before it', () => {
    expect(functionAt('IF(SUM(1,2), "(", ', 18)).toBe('IF');
    expect(functionAt('IF(SUM(1,', 9)).toBe('SUM');
    expect(functionAt('IF(1)', 5)).toBeNull();
  });
});
