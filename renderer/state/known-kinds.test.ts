import { beforeEach, expect, test } from 'vitest';
import { flowSchema } from '../../core/flow/flow.ts';
import { byUse, noteFlow, noteKind, useKnownKinds } from './known-kinds.ts';

beforeEach(() => useKnownKinds.setState({ recent: [], follows: {} }));

function chain(id: string, ...kinds: string[]) {
  return flowSchema.parse({
    format: 'swivel/flow',
    version: 1,
    id,
    name: id,
    nodes: kinds.map((kind, i) => ({ id: `n${i}`, kind, version: 1, name: kind, position: { x: 0, y: 0 }, config: {} })),
    edges: kinds.slice(1).map((_, i) => ({ id: `e${i}`, from: { node: `n${i}`, port: 'out' }, to: { node: `n${i + 1}`, port: 'in' } })),
  });
}

const sorted = (beside?: Parameters<typeof byUse>[3]) => byUse(['map', 'sort', 'filter', 'write'], (kind) => kind, useKnownKinds.getState(), beside).join(' ');

test('kinds used last come first, each once, and only so many are remembered', () => {
  expect(sorted()).toBe('map sort filter write');
  for (const kind of ['filter', 'write', 'filter']) noteKind(kind);
  expect(useKnownKinds.getState().recent).toEqual(['filter', 'write']);
  expect(sorted()).toBe('filter write map sort');
  for (let i = 0; i < 30; i++) noteKind(`other${i}`);
  expect(useKnownKinds.getState().recent).toHaveLength(8);
});

test('what mostly follows or feeds such a step comes before what was used last', () => {
  noteKind('map');
  noteFlow(chain('one', 'read', 'filter', 'sort', 'write'));
  noteFlow(chain('two', 'read', 'sort'));
  noteFlow(chain('three', 'read', 'sort'));
  expect(sorted({ kind: 'read', end: 'output' })).toBe('sort filter map write');
  expect(sorted({ kind: 'write', end: 'input' })).toBe('sort map filter write');
  noteFlow(chain('three', 'read', 'write'));
  noteFlow(chain('two', 'read', 'write'));
  expect(sorted({ kind: 'read', end: 'output' }), 'a flow counts as it was when it was opened last').toBe('write filter map sort');
});

test('only so many flows are remembered, those opened last', () => {
  for (let i = 0; i < 100; i++) noteFlow(chain(`f${i}`, 'read', 'sort'));
  const ids = Object.keys(useKnownKinds.getState().follows);
  expect([ids.length, ids[0], ids.at(-1)]).toEqual([60, 'f40', 'f99']);
});
