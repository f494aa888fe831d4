import { expect, it } from 'vitest';
import { unknownFields, unknownFieldWords } from './snippet-fields.ts';

const KNOWN = ['Status', 'Hours', 'Last name'];
const found = (code: string, style: 'record' | 'batch' = 'record') =>
  unknownFields(code, style, KNOWN).map(({ name, line, column, endColumn, meant }) => [name, line, column, endColumn, meant]);

it('finds a field that does not arrive, where it stands, and the one that was meant', () => {
  expect(found("if (record.Statsu === 'x')\n  return null;\nreturn record;")).toEqual([['Statsu', 1, 12, 18, 'Status']]);
  expect(found("const a = 1;\nrecord.x = record['Last nam'];")).toEqual([['Last nam', 2, 19, 29, 'Last name']]);
  const [unknown] = unknownFields('return record.Statsu', 'record', KNOWN);
  expect(unknown && unknownFieldWords(unknown, KNOWN)).toEqual({ message: "There is no field 'Statsu'.", hint: 'Did you mean Status?' });
  expect(unknownFieldWords({ name: 'zzz', meant: null }, KNOWN).hint).toBe('These fields arrive: Status, Hours, Last name.');
});

it('leaves alone what the code sets, deletes, or can do without, and other objects', () => {
  expect(found('record.total = record.Hours * 2;\nrecord.total += 1;\ndelete record.gone;\nreturn record;')).toEqual([]);
  expect(found("const a = record.nick ?? '';\nconst o = { record: 1 };\nreturn o.record.nick;")).toEqual([]);
  expect(found('record.nick ??= 1;')).toEqual([]);
  expect(found('broken = "')).toEqual([]);
});

it('follows the variables that go through many records', () => {
  expect(found('for (const one of records) one.x = one.Hour;\nreturn records.filter((r) => r.Statsu);', 'batch')).toEqual([
    ['Hour', 1, 40, 44, 'Hours'],
    ['Statsu', 2, 32, 38, 'Status'],
  ]);
  expect(found('return records.map(toOther);', 'batch')).toEqual([]);
});
