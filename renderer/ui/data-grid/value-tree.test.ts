import { expect, it } from 'vitest';
import type { Value } from '../../../core/base/value.ts';
import { branchesOf, MEMBERS, pathText, shownLines } from './value-tree.ts';

const value: Value = { name: 'Ada', address: { 'post code': '53111', lines: ['a', 'b'] }, many: Array.from({ length: 250 }, (_, i) => i) };

it('unfolds a value from the top as long as it stays short, and offers the rest of long lists', () => {
  const open = new Set(branchesOf('person', value));
  expect(shownLines('person', value, open, {}).map(({ label, depth }) => `${depth} ${label}`)).toEqual([
    '0 person',
    '1 name',
    '1 address',
    '2 post code',
    '2 lines',
    '3 0',
    '3 1',
    '1 many',
  ]);
  const many = JSON.stringify(['person', 'many']);
  const lines = shownLines('person', value, new Set([...open, many]), {});
  expect(lines.at(-1)?.more).toEqual({ of: many, left: 150, next: MEMBERS * 10 });
  expect(shownLines('person', value, new Set([...open, many]), { [many]: 1_000 }).at(-1)?.value).toBe(249);
});

it('names the way to a part', () => {
  const lines = shownLines('person', value, new Set(branchesOf('person', value)), {});
  expect(lines.map(({ path }) => pathText(path ?? []))).toContain('person.address.lines[1]');
  expect(lines.map(({ path }) => pathText(path ?? []))).toContain('person.address["post code"]');
});
