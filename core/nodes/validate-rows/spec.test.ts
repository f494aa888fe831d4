import { describe, expect, test } from 'vitest';
import { spec } from './spec.ts';

const parse = (config: object) => spec.config.parse(config);
const arriving = { in: [{ name: 'id', type: 'text' as const }] };
const problems = (config: object) => spec.check(parse(config), arriving).map(({ field, code, severity }) => `${severity ?? 'error'} ${code} ${field}`);

describe('settings of validate', () => {
  test.each([
    [{}, 'no rule yet'],
    [{ rules: [{ field: 'id' }, { field: 'id', check: 'unique' }], schemaFrom: 'text' }, 'checks id and JSON Schema'],
    [{ rules: [{ field: 'id' }], mode: 'mark' }, 'marks id'],
  ])('%j: %s', (config, words) => expect(spec.summary(parse(config))).toBe(words));

  test.each<[object, string[]]>([
    [{}, ['warning missing-setting rules']],
    [{ rules: [{}] }, ['error missing-setting rules.0.field']],
    [{ rules: [{ field: 'id', check: 'range' }] }, ['error missing-setting rules.0.least']],
    [{ rules: [{ field: 'id', check: 'range', least: 'few', most: '2026-01-01' }] }, ['error wrong-setting rules.0.least']],
    [{ rules: [{ field: 'id', check: 'length', most: '1.5' }] }, ['error wrong-setting rules.0.most']],
    [{ rules: [{ field: 'id', check: 'pattern' }] }, ['error missing-setting rules.0.pattern']],
    [{ rules: [{ field: 'id', check: 'one-of', values: '\n ' }] }, ['error missing-setting rules.0.values']],
    [{ rules: [{ field: 'id', check: 'exists' }] }, ['error missing-setting rules.0.other']],
    [{ schemaFrom: 'text' }, ['error missing-setting schema']],
    [{ schemaFrom: 'text', schema: '{' }, ['error wrong-setting schema']],
    [{ schemaFrom: 'text', schema: '{}' }, []],
    [{ schemaFrom: 'file' }, ['error missing-setting schemaPath']],
    [{ rules: [{ field: 'id' }], mode: 'mark', problemsField: 'id' }, ['error wrong-setting problemsField']],
    [{ rules: [{ field: 'id' }], mode: 'mark', problemsField: '' }, ['error missing-setting problemsField']],
  ])('%j', (config, expected) => expect(problems(config)).toEqual(expected));

  test('fields are foretold, used, renamed and traced', () => {
    const config = parse({
      rules: [
        { field: 'id', check: 'unique', together: ['part'] },
        { field: 'id', check: 'exists', other: 'id' },
      ],
      mode: 'mark',
    });
    expect(spec.fields(config, arriving)['out']).toEqual([...arriving.in, { name: 'problems', type: 'text' }]);
    expect(spec.fields(parse({}), { in: null })).toEqual({ out: null });
    expect(spec.uses(config)).toEqual([
      { port: 'in', field: 'id', setting: 'rules.0.field' },
      { port: 'in', field: 'part', setting: 'rules.0.together.0' },
      { port: 'in', field: 'id', setting: 'rules.1.field' },
      { port: 'reference', field: 'id', setting: 'rules.1.other' },
    ]);
    expect(spec.renameField?.(config, 'id', 'no').rules.map(({ field, other }) => [field, other])).toEqual([
      ['no', ''],
      ['no', 'id'],
    ]);
    expect(spec.renameField?.(config, 'id', 'no', 'reference').rules.map(({ field, other }) => [field, other])).toEqual([
      ['id', ''],
      ['id', 'no'],
    ]);
    expect(spec.madeOf?.(config, 'problems', ['id', 'part'])).toEqual({ from: ['id', 'part'], copied: false });
  });
});
