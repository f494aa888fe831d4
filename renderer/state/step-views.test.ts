import { expect, it } from 'vitest';
import type { Sample } from '../../core/base/sample.ts';
import * as edit from '../../core/flow/edit.ts';
import { viewOfPreview } from './step-views.ts';

const sample = (...names: string[]): Sample => ({
  fields: names.map((name) => ({ name, type: 'text' })),
  rows: [],
  origins: [],
  first: 0,
  total: 0,
  profile: [],
  cut: false,
});
const counts = { in: 0, out: 0, filtered: 0, duplicates: 0, rejected: 0, fannedOut: 0, used: 0, pending: 0 };

it('a converted field is known under its new name by the settings, a computed one is new', () => {
  const items = [
    { to: 'salary', from: 'Gehalt', type: 'decimal', format: '1.234,56' },
    { to: 'name', from: 'name' },
    { to: 'upper', formula: 'UPPER([name])' },
    { to: '__proto__', from: 'constructor' },
  ];
  const node = { id: 'm', kind: 'map-fields', version: 1, name: 'Map', position: { x: 0, y: 0 }, config: { mapping: { items, rest: 'drop' } } };
  const view = viewOfPreview(
    {
      flow: edit.createFlow('f', 'F'),
      takenAt: 0,
      step: {
        reused: false,
        facts: { nodeId: 'm', name: 'Map', kind: 'map-fields', status: 'succeeded', counts, ports: {}, ms: 0 },
        arrived: { in: sample('Gehalt', 'name', 'constructor') },
        left: { out: sample('salary', 'name', 'upper', '__proto__') },
      },
    },
    node,
    false,
  );
  expect([...(view?.renamed ?? [])]).toEqual([
    ['salary', 'Gehalt'],
    ['__proto__', 'constructor'],
  ]);
});
