import { expect, test } from 'vitest';
import { OUT_PORT } from '../../catalog/node-spec.ts';
import { spec } from './spec.ts';

const one = (id: string, name: string, more: object = {}) => ({
  id,
  name,
  by: 'conditions',
  conditions: { match: 'all', items: [{ field: 'Status', operator: 'equals', value: 'x' }] },
  ...more,
});
const parsed = (...cases: object[]) => spec.config.parse({ cases });
const ports = (config: ReturnType<typeof parsed>) => spec.outputsFor?.(config).map(({ name, label }) => `${name} ${label}`);

test('a port belongs to its case, whatever that is called and wherever it stands', () => {
  expect(ports(parsed(one('x1', 'North'), one('x2', 'South')))).toEqual(['case-x1 North', 'case-x2 South', 'out Everything else', 'rejected Rejected']);
  expect(ports(parsed(one('x2', 'Far South'), one('x1', '')))).toEqual(['case-x2 Far South', 'case-x1 Case 2', 'out Everything else', 'rejected Rejected']);
});

test('a case called like another port takes no other port’s place', () => {
  expect(new Set(ports(parsed(one('out', 'Everything else'), one('rejected', 'Rejected')))?.map((port) => port.split(' ')[0])).size).toBe(4);
});

test.each<[object[], [string, string][]]>([
  [[], [['missing-setting', 'cases']]],
  [[one('1', ' ')], [['missing-setting', 'cases.0.name']]],
  [[one('1', 'A'), one('2', 'A ')], [['wrong-setting', 'cases.1.name']]],
  [[one('1', 'A'), one('1', 'B')], [['wrong-setting', 'cases.1.id']]],
  [[one('1', 'A', { by: 'formula' })], [['missing-setting', 'cases.0.formula']]],
  [[one('1', 'A', { conditions: { match: 'all', items: [] } })], [['missing-setting', 'cases.0.conditions']]],
  [[one('1', 'A', { conditions: { match: 'all', items: [{ field: '', operator: 'equals' }] } })], [['missing-setting', 'cases.0.conditions.items.0.field']]],
])('what is wrong in %j is told at the case', (cases, expected) => {
  expect(spec.check(parsed(...cases), {}).map(({ code, field }) => [code, field])).toEqual(expected);
});

test('a renamed field is renamed in every case; fields that cases name are known to the checks', () => {
  const config = parsed(one('1', 'A'), one('2', 'B', { by: 'formula', formula: 'LEN([Status])>3' }));
  const renamed = spec.renameField?.(config, 'Status', 'State') ?? config;
  expect(renamed.cases[0]?.conditions.items[0]).toMatchObject({ field: 'State' });
  expect(renamed.cases[1]?.formula).toBe('LEN([State])>3');
  expect(spec.uses(config)).toEqual([{ port: 'in', field: 'Status', setting: 'cases.0.conditions.items.0.field' }]);
});

test('every output has the fields that arrive', () => {
  const fields = spec.fields(parsed(one('1', 'A')), { in: [{ name: 'a', type: 'text' }] });
  expect(Object.keys(fields)).toEqual(['case-1', OUT_PORT]);
  expect(fields['case-1']).toEqual([{ name: 'a', type: 'text' }]);
});

test('its card names the cases', () => {
  expect(spec.summary(parsed(one('1', 'North'), one('2', '')))).toBe('to North, Case 2 or the rest');
});

test('a record leaves once where the first match counts, and may leave several times where every match does', () => {
  expect(['first', 'every'].map((match) => spec.fanOutFor?.(spec.config.parse({ match })))).toEqual(['one', 'many']);
});
