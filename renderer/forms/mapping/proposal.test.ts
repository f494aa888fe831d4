import { expect, it } from 'vitest';
import type { Mapping } from '../../../core/catalog/shapes.ts';
import { isTakenByDefault, itemsOf, wantedRows } from './proposal.ts';

const fields = ['EmpNo', 'LastName', 'Remark'].map((name) => ({ name, type: 'text' as const }));
const mapping: Mapping = { rest: 'drop', items: [{ to: 'full_name', from: '', formula: '[LastName]' }] };

it('keeps what is set, proposes for the rest, and leaves a field open where nothing fits or it was not taken', () => {
  const rows = wantedRows(mapping, fields, ['emp_no', 'full_name', 'zzz_qqq']);
  expect(rows.map((row) => [row.to, row.kept !== null, row.proposal?.from])).toEqual([
    ['emp_no', false, 'EmpNo'],
    ['full_name', true, undefined],
    ['zzz_qqq', false, undefined],
  ]);
  expect(itemsOf(rows, () => true).map((item) => [item.to, item.from, item.formula])).toEqual([
    ['emp_no', 'EmpNo', ''],
    ['full_name', '', '[LastName]'],
    ['zzz_qqq', '', ''],
  ]);
  expect(itemsOf(rows, () => false)[0]?.from).toBe('');
  expect(['high', 'medium', 'low'].map((band) => isTakenByDefault({ band: band as 'low' }))).toEqual([true, true, false]);
});

it('a field of another making speaks against a pair, as far as the other side tells its types', () => {
  const arriving = [{ name: 'started', type: 'boolean' as const }];
  const score = (types?: ReadonlyMap<string, 'date' | 'boolean'>) => wantedRows({ rest: 'drop', items: [] }, arriving, ['started'], types)[0]?.proposal?.score;
  expect(score()).toBe(1);
  expect(score(new Map([['started', 'boolean']]))).toBe(1);
  expect(score(new Map([['started', 'date']]))).toBeLessThan(1);
});
