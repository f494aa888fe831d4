import { describe, expect, test } from 'vitest';
import { spec } from './spec.ts';

const parse = (...keys: object[]) => spec.config.parse({ keys });

describe('settings of sort rows', () => {
  test('in words', () => {
    expect(spec.summary(parse())).toBe('no field chosen yet');
    expect(spec.summary(parse({ field: 'Department' }, { field: 'Salary', direction: 'descending' }))).toBe('by Department, Salary (descending)');
  });

  test('what is missing or wrong is told', () => {
    const problems = (...keys: object[]) => spec.check(parse(...keys), {}).map(({ field, code, severity }) => `${severity ?? 'error'} ${code} ${field}`);
    expect(problems()).toEqual(['error missing-setting keys']);
    expect(problems({ field: 'a' }, { field: '' }, { field: 'a' })).toEqual(['error missing-setting keys.1.field', 'warning wrong-setting keys.2.field']);
    expect(problems({ field: 'a' }, { field: 'b' })).toEqual([]);
  });

  test('fields pass unchanged, are used and renamed', () => {
    const fields = [{ name: 'a', type: 'text' as const }];
    expect(spec.fields(parse(), { in: fields })).toEqual({ out: fields });
    expect(spec.uses(parse({ field: 'a' }, { field: '' }))).toEqual([{ port: 'in', field: 'a', setting: 'keys.0.field' }]);
    expect(spec.renameField?.(parse({ field: 'a', direction: 'descending' }), 'a', 'b').keys[0]).toMatchObject({ field: 'b', direction: 'descending' });
  });
});
