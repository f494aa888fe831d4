import { expect, it } from 'vitest';
import type { Mapping } from '../../../core/catalog/shapes.ts';
import { copyItem, freeName, sampleResult, untaken, withMappingItem } from './mapping-edit.ts';

const mapping: Mapping = { rest: 'drop', items: [copyItem('a'), { to: 'full', from: '', formula: '[a]' }] };

it('knows which fields are not taken, and finds free names', () => {
  const fields = ['a', 'b'].map((name) => ({ name, type: 'text' as const }));
  expect(untaken(mapping, fields).map((field) => field.name)).toEqual(['b']);
  expect([freeName(mapping, 'x'), freeName(mapping, 'a')]).toEqual(['x', 'a 2']);
});

it('replaces and removes items', () => {
  expect(withMappingItem(mapping, 0, null).items).toEqual([mapping.items[1]]);
  expect(withMappingItem(mapping, 1, copyItem('b')).items.map((item) => item.to)).toEqual(['a', 'b']);
});

it('shows what left before what arrived, and nothing for a formula that was not seen', () => {
  const sample = (name: string, value: string) => ({
    fields: [{ name, type: 'text' as const }],
    rows: [[value]],
    origins: [{ source: 's', ordinal: 0 }],
    first: 1,
    total: 1,
    profile: [],
    cut: false,
  });
  expect(sampleResult(copyItem('a'), sample('a', 'in'), null)?.text).toBe('in');
  expect(sampleResult(copyItem('a'), sample('a', 'in'), sample('a', 'out'))?.text).toBe('out');
  expect(sampleResult({ to: 'full', from: '', formula: '[a]' }, sample('a', 'in'), null)).toBeNull();
});
