import { describe, expect, test } from 'vitest';
import { spec } from './spec.ts';

const parse = (config: object) => spec.config.parse(config);
const field = (name: string, type: 'text' | 'integer' | 'any' | 'list' = 'text') => ({ name, type });
const arriving = { in: [field('id'), field('city')], before: [field('id', 'integer'), field('city'), field('zip', 'integer')] };

describe('settings of compare', () => {
  test.each([
    [{}, 'no key chosen yet'],
    [{ keys: ['id'] }, 'by id'],
    [{ keys: ['id'], compare: 'all-but', fields: ['seen'] }, 'all but seen by id'],
  ])('%j: %s', (config, words) => expect(spec.summary(parse(config))).toBe(words));

  test('what is missing or wrong is told', () => {
    const problems = (config: object) => spec.check(parse(config), arriving).map(({ field: at, code }) => `${code} ${at}`);
    expect(problems({ keys: ['id'] })).toEqual([]);
    expect(problems({})).toEqual(['missing-setting keys']);
    expect(problems({ keys: ['number'] })).toEqual(['unknown-field keys.0']);
    expect(problems({ keys: ['id'], compare: 'chosen' })).toEqual(['missing-setting fields']);
    expect(problems({ keys: ['id'], statusField: 'zip' })).toEqual(['wrong-setting statusField']);
    expect(problems({ keys: ['id'], changesField: 'city' })).toEqual(['wrong-setting changesField']);
    expect(problems({ keys: ['id'], details: 'old-fields', oldPrefix: '' })).toEqual(['wrong-setting oldPrefix']);
    expect(problems({ keys: ['id'], statusField: '', changesField: '' })).toEqual(['missing-setting statusField', 'missing-setting changesField']);
  });

  test('fields of each output are foretold', () => {
    expect(spec.fields(parse({ keys: ['id'] }), arriving)).toEqual({
      out: [field('id', 'any'), field('city'), field('zip', 'integer'), field('difference'), field('changes', 'list')],
      added: [...arriving.in, field('changes', 'list')],
      changed: [...arriving.in, field('changes', 'list')],
      removed: arriving.before,
      unchanged: arriving.in,
    });
    expect(spec.fields(parse({ keys: ['id'], details: 'old-fields' }), arriving)['changed']?.slice(2)).toEqual([
      field('old_city'),
      field('old_zip', 'integer'),
    ]);
    expect(spec.fields(parse({ keys: ['id'] }), { ...arriving, before: null })).toMatchObject({ out: null, added: null, changed: null, removed: null });
  });

  test('fields are used, renamed and traced', () => {
    const config = parse({ keys: ['id'], compare: 'chosen', fields: ['city'], details: 'old-fields' });
    expect(spec.uses(config)).toEqual([
      { port: 'in', field: 'id', setting: 'keys.0' },
      { port: 'in', field: 'city', setting: 'fields.0' },
    ]);
    expect(spec.renameField?.(config, 'city', 'town')).toMatchObject({ keys: ['id'], fields: ['town'] });
    expect(spec.renameField?.(config, 'city', 'town', 'before')).toBe(config);
    expect(spec.madeOf?.(config, 'old_city', ['id', 'city'])).toEqual({ from: ['city'], copied: true });
    expect(spec.madeOf?.(parse({ keys: ['id'] }), 'changes', ['id', 'city'])).toEqual({ from: ['city'], copied: false });
    expect(spec.madeOf?.(config, 'difference', ['id'])).toEqual({ from: [], copied: false });
    expect(spec.madeOf?.(config, 'city', ['city'])).toBeNull();
  });
});
