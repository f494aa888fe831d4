import { describe, expect, test } from 'vitest';
import { spec } from './spec.ts';

const parse = (config: object) => spec.config.parse(config);
const conditions = { match: 'all', items: [{ field: 'Status', operator: 'not-equals', value: 'cancelled' }] };
const problems = (config: object, fields: { name: string; type: 'text' | 'number' }[] = []) =>
  spec.check(parse(config), { in: fields }).map(({ field, code, severity }) => `${severity ?? 'error'} ${code} ${field}`);

describe('settings of filter rows', () => {
  test.each([
    [{}, 'no condition yet'],
    [{ conditions }, 'where Status is not cancelled'],
    [{ mode: 'formula', formula: ' [Hours]\n >= 10', conditions }, 'where [Hours] >= 10'],
    [{ mode: 'formula', formula: `[Field] = "${'x'.repeat(100)}"` }, `where [Field] = "${'x'.repeat(42)}…`],
  ])('%j', (config, words) => {
    expect(spec.summary(parse(config))).toBe(words);
  });

  test('what is missing is told, and only of the rule in use', () => {
    expect(problems({})).toEqual(['warning missing-setting conditions']);
    expect(problems({ mode: 'formula', conditions })).toEqual(['error missing-setting formula']);
    expect(problems({ conditions, formula: '' })).toEqual([]);
    expect(
      problems({ conditions: { match: 'any', items: [{ field: 'Hours', operator: 'greater', value: 'many' }] } }, [{ name: 'Hours', type: 'number' }]),
    ).toEqual(['error wrong-setting conditions.items.0.value']);
  });

  test('fields pass unchanged, are used and renamed in both rules', () => {
    const fields = [{ name: 'Status', type: 'text' as const }];
    expect(spec.fields(parse({}), { in: fields })).toEqual({ out: fields });
    expect(spec.fields(parse({}), { in: null })).toEqual({ out: null });
    expect(spec.uses(parse({ conditions }))).toEqual([{ port: 'in', field: 'Status', setting: 'conditions.items.0.field' }]);
    expect(spec.uses(parse({ conditions, mode: 'formula' }))).toEqual([]);
    expect(spec.renameField?.(parse({ conditions, formula: '[Status]="x"' }), 'Status', 'State')).toMatchObject({
      conditions: { items: [{ field: 'State' }] },
      formula: '[State]="x"',
    });
  });
});
