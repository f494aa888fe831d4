import { expect, it } from 'vitest';
import type { Mapping } from '../../../core/catalog/shapes.ts';
import { valueFacts } from '../../../core/catalog/value-shapes.ts';
import { acceptAll, castFor, linkField, sourceRows, targetRows, unlinkRows } from './mapper-model.ts';

const arriving = ['EmpNo', 'HireDate', 'name', 'Remark'].map((name) => ({ name, type: 'text' as const }));
const mapping: Mapping = {
  rest: 'keep',
  items: [
    { to: 'hired_on', from: 'HireDate', formula: '' },
    { to: 'extra', from: '', formula: 'UPPER([Remark])' },
    { to: 'gone', from: 'Gone', formula: '' },
  ],
  target: {
    kind: 'table',
    label: 'employees',
    fields: [
      { name: 'id', type: 'text', required: true },
      { name: 'hired_on', type: 'date' },
      { name: 'name', type: 'text' },
    ],
  },
};
const rows = targetRows(mapping, arriving);

it('lists what the other side takes in its order, then the others, with what is wrong', () => {
  expect(rows.map(({ name, state, from, misfit, unasked, absent }) => [name, state, from, misfit?.wanted ?? '', unasked, absent])).toEqual([
    ['id', 'open', [], '', false, null],
    ['hired_on', 'copy', ['HireDate'], 'date', false, null],
    ['name', 'passes', ['name'], '', false, null],
    ['extra', 'formula', ['Remark'], '', true, null],
    ['gone', 'copy', ['Gone'], '', true, 'Gone'],
  ]);
  expect(sourceRows(mapping, arriving, rows).map(({ key, goesTo, passes }) => [key, goesTo, passes])).toEqual([
    ['EmpNo', [], true],
    ['HireDate', [1], false],
    ['name', [2], true],
    ['Remark', [3], true],
  ]);
});

it('links an open field at its place, another one in its own, and a new one under its own name', () => {
  expect(linkField(mapping, 'EmpNo', rows[0] ?? null).items.map(({ to, from }) => `${to}<${from}`)).toEqual([
    'id<EmpNo',
    'hired_on<HireDate',
    'extra<',
    'gone<Gone',
  ]);
  expect(linkField(mapping, 'name', rows[3] ?? null).items[1]).toEqual({ to: 'extra', from: 'name', formula: '' });
  expect(linkField(mapping, 'EmpNo', null).items.at(-1)).toEqual({ to: 'EmpNo', from: 'EmpNo', formula: '' });
});

it('unlinks, and leaves what the other side takes in sight', () => {
  const next = unlinkRows(mapping, rows.slice(1, 2));
  expect(targetRows(next, arriving)[1]).toMatchObject({ name: 'hired_on', state: 'open', key: 'want hired_on' });
  expect(unlinkRows(mapping, rows.slice(0, 1))).toBe(mapping);
});

it('accepts several proposals at once, and overwrites nothing', () => {
  const next = acceptAll(mapping, [
    { from: 'EmpNo', to: 'id', cast: {} },
    { from: 'name', to: 'hired_on', cast: {} },
  ]);
  expect(next.items.map(({ to, from }) => `${to}<${from}`)).toEqual(['id<EmpNo', 'hired_on<HireDate', 'extra<', 'gone<Gone']);
});

it('converts only what the values say surely', () => {
  const [, date] = arriving;
  const wanted = { name: 'hired_on', type: 'date' as const };
  expect(castFor(date, valueFacts(['19.11.2004']), wanted)).toEqual({ type: 'date', format: 'dd.MM.yyyy' });
  expect(castFor(date, valueFacts(['01/02/2004']), wanted)).toEqual({});
  expect(castFor(date, valueFacts(['soon']), wanted)).toEqual({});
  expect(castFor(date, null, wanted)).toEqual({});
  expect(castFor(date, valueFacts(['x']), { name: 'a', type: 'text' })).toEqual({});
  expect(castFor({ name: 'a', type: 'datetime' }, null, wanted)).toEqual({ type: 'date' });
});

it('takes 500 by 500 fields without delay', () => {
  const fields = Array.from({ length: 500 }, (_, i) => ({ name: `f${i}`, type: 'text' as const }));
  const large: Mapping = {
    rest: 'drop',
    items: fields.map(({ name }, i) => (i % 2 ? { to: `t${i}`, from: name, formula: '' } : { to: `t${i}`, from: '', formula: `[${name}] & [f1]` })),
    target: { kind: 'names', label: 'Names', fields: fields.map((_, i) => ({ name: `t${i}`, type: 'any' as const })) },
  };
  const before = process.cpuUsage();
  const found = targetRows(large, fields);
  expect(sourceRows(large, fields, found)[1]?.goesTo).toHaveLength(251);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1_000).toBeLessThan(400);
});
