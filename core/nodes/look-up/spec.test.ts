import { describe, expect, test } from 'vitest';
import { spec } from './spec.ts';

const parse = (config: object) => spec.config.parse(config);
const keys = [{ left: 'customer', right: 'id' }];
const fields = [{ from: 'name', to: 'customer name' }];
const here = [
  { name: 'customer', type: 'text' as const },
  { name: 'total', type: 'number' as const },
];
const reference = [
  { name: 'id', type: 'text' as const },
  { name: 'name', type: 'text' as const, sample: 'Acme' },
];

describe('settings of look up', () => {
  test.each([
    [{}, 'no key chosen yet'],
    [{ keys }, 'by customer'],
    [{ keys, fields }, 'adds customer name by customer'],
  ])('%j: %s', (config, words) => {
    expect(spec.summary(parse(config))).toBe(words);
  });

  test('what is missing or wrong is told', () => {
    const problems = (config: object) => spec.check(parse(config), { in: here, reference }).map(({ field, code }) => `${code} ${field}`);
    expect(problems({})).toEqual(['missing-setting keys']);
    expect(problems({ keys: [{ left: '', right: '' }] })).toEqual(['missing-setting keys.0.left', 'missing-setting keys.0.right']);
    expect(problems({ keys, fields: [{ from: '', to: '' }] })).toEqual(['missing-setting fields.0.from', 'missing-setting fields.0.to']);
    expect(problems({ keys, fields: [...fields, ...fields] })).toEqual(['wrong-setting fields.1.to']);
    expect(problems({ keys, fields: [{ from: 'name', to: 'total' }] })).toEqual(['wrong-setting fields.0.to']);
    expect(problems({ keys, fields })).toEqual([]);
  });

  test('added fields have the types of the second input', () => {
    const out = (arriving: object) => spec.fields(parse({ keys, fields }), arriving as never)['out'];
    expect(out({ in: here, reference })).toEqual([...here, { name: 'customer name', type: 'text', sample: 'Acme' }]);
    expect(out({ in: here, reference: null })).toEqual([...here, { name: 'customer name', type: 'any' }]);
    expect(out({ in: null, reference })).toBeNull();
  });

  test('fields are used and renamed on the side where they arrive', () => {
    const config = parse({ keys: [{ left: 'id', right: 'id' }], fields: [{ from: 'id', to: 'id' }] });
    expect(spec.uses(config)).toEqual([
      { port: 'in', field: 'id', setting: 'keys.0.left' },
      { port: 'reference', field: 'id', setting: 'keys.0.right' },
      { port: 'reference', field: 'id', setting: 'fields.0.from' },
    ]);
    expect(spec.renameField?.(config, 'id', 'no')).toMatchObject({ keys: [{ left: 'no', right: 'id' }], fields: [{ from: 'id', to: 'id' }] });
    expect(spec.renameField?.(config, 'id', 'no', 'reference')).toMatchObject({ keys: [{ left: 'id', right: 'no' }], fields: [{ from: 'no', to: 'id' }] });
  });
});
