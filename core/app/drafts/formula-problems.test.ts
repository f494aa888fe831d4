import { expect, test } from 'vitest';
import { catalog } from '../../nodes/index.ts';
import { aFlow } from '../../store/testing/made-up.ts';
import { aNode } from '../testing/conformance-flows.ts';
import { formulaProblems } from './formula-problems.ts';

const ARRIVING = { m: { in: [{ name: 'Last name', type: 'text' as const }] }, f: { in: null } };

function said(kind: string, id: string, config: Record<string, unknown>): string[] {
  const flow = { ...aFlow('f', 'F'), nodes: [aNode(id, kind, config, 0)] };
  return formulaProblems(flow, catalog, ARRIVING).map(({ severity, field, message }) => `${severity} ${field}: ${message}`);
}

test('formulas are checked against the fields that arrive, where they are known', () => {
  const items = [
    { to: 'a', from: '', formula: 'UPER([Last name])' },
    { to: 'b', from: '', formula: 'UPPER([Last name])' },
    { to: 'c', from: 'Last name', formula: '' },
    { to: 'd', from: '', formula: '[First name]' },
  ];
  const [function_, field, ...others] = said('map-fields', 'm', { mapping: { items, rest: 'drop' } });
  expect(function_).toBe('error mapping.items.0.formula: There is no function UPER.');
  expect(field).toMatch(/^error mapping\.items\.3\.formula: .*First name/);
  expect(others).toEqual([]);
  expect(said('filter-rows', 'f', { mode: 'formula', formula: '[Anything] > 1' })).toEqual([]);
  expect(said('filter-rows', 'f', { mode: 'formula', formula: 'NOPE(1)' })).toEqual(['error formula: There is no function NOPE.']);
});

test('a formula that is not in use is no problem', () => {
  expect(said('filter-rows', 'f', { mode: 'conditions', formula: 'NOPE(1)' })).toEqual([]);
});

test('formulas in the entries of a list are checked, each at its entry', () => {
  const entry = (by: string, formula: string) => ({ id: formula, name: formula, by, formula });
  const cases = [entry('formula', 'NOPE(1)'), entry('conditions', 'NOPE(2)'), entry('formula', '[Last name]="x"')];
  expect(said('switch-rows', 'm', { cases })).toEqual(['error cases.0.formula: There is no function NOPE.']);
});
