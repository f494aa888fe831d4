import { describe, expect, test } from 'vitest';
import { spec } from './spec.ts';

const parse = (items: object[], rest: 'keep' | 'drop' = 'keep') => spec.config.parse({ mapping: { items, rest } });
const problems = (items: object[], rest: 'keep' | 'drop' = 'keep') =>
  spec.check(parse(items, rest), {}).map(({ field, code, severity }) => `${severity ?? 'error'} ${code} ${field}`);

describe('settings of map fields', () => {
  test.each([
    [[], 'keep', 'nothing changed yet'],
    [[], 'drop', 'no field chosen yet'],
    [[{ to: 'a', from: 'a' }], 'keep', 'a'],
    [
      [
        { to: 'b', from: 'a' },
        { to: 'c', formula: '1' },
      ],
      'keep',
      'computes 1, renames 1',
    ],
    [[{ to: 'b', from: 'a' }], 'drop', 'renames 1, keeps 1 field'],
  ] as const)('%j %s: %s', (items, rest, words) => {
    expect(spec.summary(parse([...items], rest))).toBe(words);
  });

  test('what is missing or wrong is told', () => {
    expect(problems([])).toEqual(['warning missing-setting mapping.items']);
    expect(problems([], 'drop')).toEqual(['error missing-setting mapping.items']);
    expect(problems([{ to: '', from: 'a' }, { to: 'x' }])).toEqual(['error missing-setting mapping.items.0.to', 'error missing-setting mapping.items.1.from']);
    expect(
      problems([
        { to: 'x', from: 'a' },
        { to: 'x', formula: '1' },
      ]),
    ).toEqual(['error wrong-setting mapping.items.1.to']);
    expect(
      problems([
        { to: 'x', from: 'a', type: 'decimal', format: 'euro' },
        { to: 'y', from: 'a', type: 'date', format: '...' },
      ]),
    ).toEqual(['error wrong-setting mapping.items.0.format', 'error wrong-setting mapping.items.1.format']);
    expect(
      problems([
        { to: 'x', from: 'a', type: 'decimal', format: '1.234,56' },
        { to: 'y', from: 'a', type: 'date', format: 'dd.MM.yyyy' },
      ]),
    ).toEqual([]);
  });

  test('the fields that leave: in order, with their types, the rest behind', () => {
    const here = [
      { name: 'id', type: 'integer' as const, sample: '7' },
      { name: 'name', type: 'text' as const },
      { name: 'paid', type: 'text' as const },
    ];
    const items = [
      { to: 'Paid', from: 'paid', type: 'decimal' },
      { to: 'no', from: 'id' },
      { to: 'sum', formula: '1+1' },
      { to: 'label', formula: '1', type: 'text' },
    ];
    const leaving = (rest: 'keep' | 'drop') => spec.fields(parse(items, rest), { in: here })['out'];
    const mapped = [
      { name: 'Paid', type: 'decimal' },
      { name: 'no', type: 'integer', sample: '7' },
      { name: 'sum', type: 'any' },
      { name: 'label', type: 'text' },
    ];
    expect(leaving('drop')).toEqual(mapped);
    expect(leaving('keep')).toEqual([...mapped, { name: 'name', type: 'text' }]);
    expect(spec.fields(parse(items, 'keep'), { in: null })).toEqual({ out: null });
  });

  test('fields are used and renamed, in formulas too', () => {
    const config = parse([
      { to: 'x', from: 'a' },
      { to: 'y', from: 'a', formula: '[a] & "[a]"' },
    ]);
    expect(spec.uses(config)).toEqual([{ port: 'in', field: 'a', setting: 'mapping.items.0.from' }]);
    expect(spec.renameField?.(config, 'a', 'b').mapping.items).toMatchObject([{ from: 'b' }, { from: 'b', formula: '[b] & "[a]"' }]);
  });
});

describe('what the other side takes', () => {
  const target = {
    kind: 'table' as const,
    label: 'employees',
    fields: [
      { name: 'id', type: 'integer' as const, required: true },
      { name: 'hired_on', type: 'date' as const },
      { name: 'name', type: 'text' as const },
      { name: 'iban', type: 'text' as const, required: true },
    ],
  };
  const arriving = { in: ['id', 'HireDate', 'name'].map((name) => ({ name, type: 'text' as const })) };
  const problems = (rest: 'keep' | 'drop', type?: 'date') =>
    spec
      .check({ mapping: { rest, target, items: [{ to: 'hired_on', from: 'HireDate', formula: '', ...(type ? { type } : {}) }] } }, arriving)
      .map(({ code, field, message, severity }) => [severity, code, field, message]);

  test('fields that nothing fills and types that do not fit are said, as warnings', () => {
    expect(problems('drop')).toEqual([
      ['warning', 'target-unfilled', 'mapping.target', 'employees needs 2 fields that nothing fills: id, iban.'],
      ['warning', 'target-unfilled', 'mapping.target', 'employees also takes a field that nothing fills: name.'],
      ['warning', 'target-type', 'mapping.items.0.type', '"hired_on" is text, and employees takes a date.'],
    ]);
  });

  test('fields that pass under their own name fill those of the target', () => {
    expect(problems('keep', 'date')).toEqual([
      ['warning', 'target-unfilled', 'mapping.target', 'employees needs a field that nothing fills: iban.'],
      ['warning', 'target-type', 'mapping.target', '"id" is text, and employees takes a whole number.'],
    ]);
  });
});
