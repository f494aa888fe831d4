import { describe, expect, test } from 'vitest';
import { spec } from './spec.ts';

const parse = (config: object) => spec.config.parse(config);
const keys = [{ left: 'customer', right: 'id' }];
const field = (name: string, type: 'text' | 'integer' = 'text') => ({ name, type });
const arriving = { in: [field('order'), field('customer'), field('name')], right: [field('id', 'integer'), field('name'), field('city')] };

describe('settings of join', () => {
  test.each([
    [{}, 'no key chosen yet'],
    [{ keys }, 'both, by customer = id'],
    [{ keys: [{ left: 'id', right: 'id' }], join: 'anti' }, 'left without a partner, by id'],
  ])('%j: %s', (config, words) => expect(spec.summary(parse(config))).toBe(words));

  test('what is missing or wrong is told', () => {
    const problems = (config: object) => spec.check(parse(config), arriving).map(({ field: at, code }) => `${code} ${at}`);
    expect(problems({})).toEqual(['missing-setting keys']);
    expect(problems({ keys: [{ left: '', right: '' }] })).toEqual(['missing-setting keys.0.left', 'missing-setting keys.0.right']);
    expect(problems({ keys })).toEqual([]);
    expect(problems({ keys, prefix: '' })).toEqual(['wrong-setting prefix']);
    expect(problems({ keys, take: 'chosen', fields: [{ from: 'city', to: 'order' }] })).toEqual(['wrong-setting fields.0.to']);
    expect(problems({ keys, take: 'chosen', fields: [{ from: '', to: '' }] })).toEqual(['missing-setting fields.0.from', 'missing-setting fields.0.to']);
    expect(problems({ keys, prefix: '', join: 'anti' })).toEqual([]);
  });

  test('outputs depend on the kind of join, and the fields of each are foretold', () => {
    const ports = (join: string) => spec.outputsFor?.(parse({ keys, join })).map(({ name }) => name);
    expect(ports('inner')).toEqual(['out', 'left-only', 'right-only', 'rejected']);
    expect(ports('left')).toEqual(['out', 'right-only', 'rejected']);
    expect(ports('right')).toEqual(['out', 'left-only', 'rejected']);
    expect(ports('full')).toEqual(['out', 'rejected']);
    expect(ports('anti')).toEqual(['out', 'right-only', 'rejected']);
    expect(spec.fields(parse({ keys }), arriving)).toEqual({
      out: [...arriving.in, field('right_name'), field('city')],
      'left-only': arriving.in,
      'right-only': arriving.right,
    });
    expect(spec.fields(parse({ keys, join: 'full' }), arriving)['out']?.[1]).toEqual({ name: 'customer', type: 'any' });
    expect(spec.fields(parse({ keys, join: 'anti' }), { ...arriving, right: null })['out']).toEqual(arriving.in);
    expect(spec.fields(parse({ keys }), { ...arriving, right: null })['out']).toBeNull();
  });

  test('fields are used, renamed and traced on the side where they arrive', () => {
    const config = parse({ keys, take: 'chosen', fields: [{ from: 'id', to: 'number' }] });
    expect(spec.uses(config)).toEqual([
      { port: 'in', field: 'customer', setting: 'keys.0.left' },
      { port: 'right', field: 'id', setting: 'keys.0.right' },
      { port: 'right', field: 'id', setting: 'fields.0.from' },
    ]);
    expect(spec.renameField?.(config, 'id', 'no', 'right')).toMatchObject({
      keys: [{ left: 'customer', right: 'no' }],
      fields: [{ from: 'no', to: 'number' }],
    });
    expect(spec.renameField?.(config, 'customer', 'c')).toMatchObject({ keys: [{ left: 'c', right: 'id' }] });
    expect(spec.madeOf?.(config, 'number', ['id', 'name'])).toEqual({ from: ['id'], copied: true });
    expect(spec.madeOf?.(parse({ keys }), 'right_name', ['id', 'name'])).toEqual({ from: ['name'], copied: true });
    expect(spec.madeOf?.(parse({ keys }), 'customer', ['id', 'customer'])).toEqual({ from: ['id', 'customer'], copied: true });
  });
});
