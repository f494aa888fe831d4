import { describe, expect, test } from 'vitest';
import { fillTemplate, isTemplate, type TemplateValues, templateProblems } from './name-template.ts';

const values: TemplateValues = {
  startedAt: Date.UTC(2026, 10, 20, 23, 30, 5),
  zone: 'Europe/Berlin',
  runId: 'r1',
  flowName: 'HR / Payroll',
  parameters: { site: 'north', folder: '/data/in', up: '..', empty: '' },
};

test.each([
  ['plain.csv', 'plain.csv'],
  ['a_{date}.csv', 'a_2026-11-21.csv'],
  ['a_{date:yyyyMMdd}_{time}.csv', 'a_20261121_003005.csv'],
  ['{date:yyyy/MM}/{run}.csv', '2026/11/r1.csv'],
  ['{date-1}_{date-1:yyyyMMdd}_{date+7d}.csv', '2026-11-20_20261120_2026-11-28.csv'],
  ['{date-1w:yyyyMMdd}_{date-1m:yyyyMM}_{date-21m:yyyy}_{time:HH}', '20261114_202610_2025_00'],
  ['{flow}_{param.site}.csv', 'HR _ Payroll_north.csv'],
])('%s becomes %s', (text, filled) => expect(fillTemplate(text, values)).toBe(filled));

describe('a value never leads out of the folder', () => {
  test.each(['up', 'folder', 'empty'])('%s', (name) => {
    expect(() => fillTemplate(`out/{param.${name}}`, values)).toThrow(expect.objectContaining({ code: 'bad-template' }));
  });
  test('unless the path is only read', () => expect(fillTemplate('{param.folder}/a.csv', values, 'paths')).toBe('/data/in/a.csv'));
  test('a flow called .. is only a name', () => expect(fillTemplate('{flow}', { ...values, flowName: '..' })).toBe('_'));
});

test('what cannot be filled in is told before a run and in it', () => {
  expect(templateProblems('{nonsense}_{date}_{param.gone}', ['site'])).toHaveLength(2);
  expect(templateProblems('{date-}_{date-1y}_{date1}_{date-x:yyyy}')).toHaveLength(4);
  expect(templateProblems('{date:yyyy}_{param.site}')).toEqual([]);
  for (const text of ['{nonsense}', '{param.gone}', '{param.toString}'])
    expect(() => fillTemplate(text, values)).toThrow(expect.objectContaining({ code: 'bad-template' }));
});

test('only braces make a template', () => {
  expect([isTemplate('a.csv'), isTemplate('a_{date}.csv'), isTemplate('a_{date}.csv')]).toEqual([false, true, true]);
});
