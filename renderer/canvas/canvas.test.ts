import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as edit from '../../core/flow/edit.ts';
import type { Flow } from '../../core/flow/flow.ts';
import { catalog } from '../../core/nodes/index.ts';
import { type CardFace, faceOf, facesOf } from './card-face.ts';
import { toCard, toPipes } from './elements.ts';
import { fitsFor, freeInput } from './fits.ts';
import { CARD_HEIGHT } from './geometry.ts';
import { layoutFlow } from './layout.ts';
import { freePlace } from './place.ts';
import { searchKinds } from './search-kinds.ts';
import { stripWords } from './strip-words.ts';
import { tangle } from './tangle.ts';

const node = (id: string, kind: string, x = 0, y = 0) => ({ id, kind, version: 1, name: id, position: { x, y }, config: {} });
const end = (id: string, port: string) => ({ node: id, port });
const flowOf = (...nodes: ReturnType<typeof node>[]) => nodes.reduce<Flow>((flow, one) => edit.addNode(flow, one), edit.createFlow('f', 'F'));

describe('what fits', () => {
  const flow = flowOf(node('t', 'manual-trigger'), node('s', 'csv-source'), node('l', 'look-up'), node('o', 'csv-target'));
  const roles = (id: string, port: string, way: 'input' | 'output') =>
    new Set(fitsFor(flow, catalog, { node: id, port, end: way }).map(({ spec }) => spec.role));
  it('follows from the port', () => {
    expect(roles('t', 'start', 'output')).toEqual(new Set(['source']));
    expect(roles('s', 'out', 'output')).toEqual(new Set(['transform', 'target']));
    expect(roles('s', 'rejected', 'output')).toEqual(new Set(['transform', 'target']));
    expect(roles('s', 'start', 'input')).toEqual(new Set(['trigger']));
    expect(roles('o', 'in', 'input')).toEqual(new Set(['source', 'transform']));
  });
  it('joins a lookup by its main input first, then by the reference', () => {
    expect(fitsFor(flow, catalog, { node: 's', port: 'out', end: 'output' }).find(({ spec }) => spec.kind === 'look-up')?.port).toBe('in');
    expect(freeInput(edit.connect(flow, 'e', end('s', 'out'), end('l', 'in')), catalog, 'l')).toBe('reference');
  });
});

describe('an input that the settings have no use for', () => {
  const checking = (check: string) => ({ ...node('c', 'check-records'), config: { checks: [{ check }] } });
  const shown = (flow: Flow) =>
    facesOf(flow)
      .get('c')
      ?.inputs.map(({ name, kind }) => `${name} ${kind}`);
  it('is not there until they have, or while something is connected to it', () => {
    expect(shown(flowOf(checking('unique')))).toEqual(['in data']);
    expect(shown(flowOf(checking('sum-same')))).toEqual(['in data', 'other data']);
    const taken = edit.connect(flowOf(node('s', 'csv-source'), checking('unique')), 'e', end('s', 'out'), end('c', 'other'));
    expect(shown(taken)).toEqual(['in data', 'other data']);
    expect(freeInput(taken, catalog, 'c')).toBe('in');
  });
  it('is not offered', () => {
    const joined = (check: string) => edit.connect(flowOf(node('s', 'csv-source'), checking(check)), 'e', end('s', 'out'), end('c', 'in'));
    expect([freeInput(joined('unique'), catalog, 'c'), freeInput(joined('count-same'), catalog, 'c')]).toEqual(['in', 'other']);
  });
});

describe('search', () => {
  it('finds kinds by title, role and what they are for', () => {
    expect(searchKinds(catalog.all(), 'map')[0]?.kind).toBe('map-fields');
    expect(searchKinds(catalog.all(), 'target').every((spec) => spec.role === 'target')).toBe(true);
    expect(searchKinds(catalog.all(), 'xyzzy')).toEqual([]);
  });
  it.each([
    ['if', 'switch-rows'],
    ['route', 'switch-rows'],
    ['explode', 'flatten-list'],
    ['array', 'flatten-list'],
    ['nested', 'flatten-list'],
    ['children', 'nest-rows'],
    ['head', 'limit-rows'],
    ['random sample', 'limit-rows'],
    ['top', 'limit-rows'],
    ['row number', 'number-rows'],
    ['sequence', 'number-rows'],
    ['merge', 'join-rows'],
    ['total', 'group-rows'],
    ['append', 'union-rows'],
    ['diff', 'compare-rows'],
    ['quality', 'validate-rows'],
    ['crosstab', 'pivot-rows'],
    ['melt', 'unpivot-rows'],
  ])('"%s" leads to %s', (words, kind) => {
    const found = searchKinds(catalog.all(), words).map((spec) => spec.kind);
    expect(found.slice(0, 3)).toContain(kind);
  });
});

describe('cards and links', () => {
  it('show an unknown kind with the ports its links use', () => {
    const flow = edit.connect(flowOf(node('s', 'csv-source'), node('u', 'from-the-future', 300)), 'e', end('s', 'out'), end('u', 'left'));
    const [, unknown] = flow.nodes;
    const card = toCard(unknown ?? node('none', ''), facesOf(flow).get('u') as CardFace);
    expect([card.data.face.role, card.data.face.summary, card.data.face.inputs.map((port) => port.name)]).toEqual([
      'unknown',
      'Unknown kind "from-the-future"',
      ['left'],
    ]);
  });
  it('lead a link that goes back around the cards in its way', () => {
    const flow = edit.connect(
      flowOf(node('a', 'filter-rows', 600, 0), node('b', 'filter-rows', 0, 300), node('c', 'filter-rows', 300, 130)),
      'e',
      end('a', 'out'),
      end('b', 'in'),
    );
    const y = toPipes(flow)[0]?.data?.bendY ?? Number.NaN;
    expect(y > 50 && (y <= 112 || y >= 224) && y < 300).toBe(true);
  });
  it('have several ports of a side below each other, each on a line of its own with its label, and grow with them', () => {
    const cases = (count: number) => Array.from({ length: count }, (_, i) => ({ id: `${i}`, name: `Case ${i}` }));
    const face = (count: number) => faceOf({ ...node(`w${count}`, 'switch-rows'), config: { cases: cases(count) } }, []);
    for (const count of [0, 1, 2, 20, 40]) {
      const { inputs, outputs, height } = face(count);
      const right = outputs.filter((port) => port.side === 'right');
      expect(right.map((port) => port.label)).toEqual([...cases(count).map(({ name }) => name), 'Everything else']);
      expect(inputs[0]?.at).toBe(CARD_HEIGHT / 2);
      expect(right.every((port, i) => i === 0 || port.at - (right[i - 1]?.at ?? 0) >= 18)).toBe(true);
      expect(right.every((port) => port.at > 0 && port.at < height && (count === 0 || port.listed === true))).toBe(true);
    }
    expect(face(0).height).toBe(CARD_HEIGHT);
    expect(faceOf(node('l', 'look-up'), []).inputs.map((port) => [port.label, port.listed])).toEqual([
      ['Records', true],
      ['Look up in', true],
    ]);
  });
  it('keep a place for a port that is gone while a link uses it, and show that link as broken', () => {
    const cases = [
      { id: 'a', name: 'A' },
      { id: 'b', name: 'B' },
    ];
    const nodes = [{ ...node('w', 'switch-rows'), config: { cases } }, node('x', 'csv-target', 400), node('y', 'csv-target', 400, 200)];
    const edges = [
      { id: '1', from: end('w', 'case-a'), to: end('x', 'in') },
      { id: '2', from: end('w', 'case-b'), to: end('y', 'in') },
    ];
    const shown = (config: object) => {
      const flow = { nodes: nodes.map((one) => (one.id === 'w' ? { ...one, config: config as never } : one)), edges };
      const card = toCard(flow.nodes[0] as (typeof nodes)[number], facesOf(flow).get('w') as CardFace);
      return {
        ports: card.data.face.outputs.map((port) => `${port.name} ${port.kind}`),
        handles: card.handles?.map((handle) => handle.id),
        links: toPipes(flow).map((pipe) => pipe.data?.carries),
      };
    };
    expect(shown({ cases: [...cases].reverse() }).links).toEqual(['data', 'data']);
    expect(shown({ cases: cases.map((one) => ({ ...one, name: 'other' })) }).links).toEqual(['data', 'data']);
    const gone = shown({ cases: cases.slice(0, 1) });
    expect(gone.links).toEqual(['data', 'lost']);
    expect(gone.ports).toEqual(['case-a data', 'out data', 'case-b lost', 'rejected reject']);
    expect(gone.handles).toContain('case-b');
    const faces = (list: typeof edges) =>
      facesOf({ nodes: [nodes[1] as (typeof nodes)[number], nodes[2] as (typeof nodes)[number], ...[nodes[0] as (typeof nodes)[number]]], edges: list });
    expect(faces(edges).get('w')).toBe(faces(edges).get('w'));
  });
  it('leave out a link to nowhere', () => {
    expect(toPipes({ nodes: [node('a', 'filter-rows')], edges: [{ id: 'e', from: end('a', 'out'), to: end('gone', 'in') }] })).toEqual([]);
  });
});

describe('layout', () => {
  const nine = Array.from({ length: 9 }, (_, i) => ({ id: `${i}`, name: `Case ${i}` }));
  it('puts what follows upper ports above what follows lower ones', () => {
    const ids = nine.map(({ id }) => `t${id}`);
    const nodes = [{ ...node('w', 'switch-rows'), config: { cases: nine } }, ...[...ids].reverse().map((id) => node(id, 'csv-target'))];
    const edges = nine.map(({ id }) => ({ id, from: end('w', `case-${id}`), to: end(`t${id}`, 'in') })).reverse();
    const places = layoutFlow({ nodes, edges });
    const heights = ids.map((id) => places[id]?.y ?? 0);
    expect(heights).toEqual([...heights].sort((a, b) => a - b));
  });
  it('lets links cross as little as it can where two inputs meet', () => {
    const kinds = { o: 'csv-source', y: 'csv-source', c: 'csv-source', v: 'filter-rows', d: 'compare-rows', j: 'join-rows', s: 'switch-rows' };
    const targets = ['t0', 't1', 't2', 't3'];
    const nodes = [
      ...Object.entries(kinds).map(([id, kind]) => (id === 's' ? { ...node(id, kind), config: { cases: nine.slice(0, 3) } } : node(id, kind))),
      ...targets.map((id) => node(id, 'csv-target')),
    ];
    const link = (from: string, port: string, to: string, into = 'in') => ({ id: `${from}${port}${to}`, from: end(from, port), to: end(to, into) });
    const edges = [
      ...[link('o', 'out', 'v'), link('v', 'out', 'd'), link('y', 'out', 'd', 'before'), link('v', 'out', 'j'), link('c', 'out', 'j', 'right')],
      ...[link('j', 'out', 's'), ...['case-0', 'case-1', 'case-2', 'out'].map((port, i) => link('s', port, `t${i}`))],
    ];
    const places = layoutFlow({ nodes, edges });
    const faces = facesOf({ nodes, edges });
    expect(tangle(places, edges, faces, (id) => (faces.get(id)?.height ?? 0) + 24)).toBeLessThanOrEqual(2);
  });
  it('never lays a card on another, whatever the links are', () => {
    const arbitrary = fc.record({
      count: fc.integer({ min: 1, max: 14 }),
      links: fc.array(fc.tuple(fc.nat(13), fc.nat(13), fc.boolean()), { maxLength: 20 }),
      tall: fc.array(fc.nat(13), { maxLength: 3 }),
      columns: fc.integer({ min: 2, max: 6 }),
    });
    fc.assert(
      fc.property(arbitrary, ({ count, links, columns, tall }) => {
        const nodes = Array.from({ length: count }, (_, i) =>
          tall.includes(i) ? { ...node(`n${i}`, 'switch-rows'), config: { cases: nine } } : node(`n${i}`, 'filter-rows'),
        );
        const edges = links
          .filter(([a, b]) => a < b && b < count)
          .map(([a, b, rejected], i) => ({ id: `e${i}`, from: end(`n${a}`, rejected ? 'rejected' : 'out'), to: end(`n${b}`, 'in') }));
        const faces = facesOf({ nodes, edges });
        const places = Object.entries(layoutFlow({ nodes, edges }, columns)).map(([id, at]) => ({ ...at, height: (faces.get(id)?.height ?? 0) + 24 }));
        expect(places).toHaveLength(count);
        for (const [i, a] of places.entries())
          for (const b of places.slice(i + 1)) {
            const isApart = Math.abs(a.x - b.x) >= 224 || a.y + a.height <= b.y || b.y + b.height <= a.y;
            expect(isApart, JSON.stringify({ edges, places })).toBe(true);
          }
      }),
      { numRuns: 150 },
    );
  });
  it('goes on in a row below when a line is long', () => {
    const ids = ['a', 'b', 'c', 'd'];
    const edges = ids.slice(1).map((id, i) => ({ id, from: end(ids[i] ?? '', 'out'), to: end(id, 'in') }));
    const places = layoutFlow({ nodes: ids.map((id) => node(id, 'filter-rows')), edges }, 2);
    expect([places['a']?.x === places['c']?.x, (places['c']?.y ?? 0) > (places['a']?.y ?? 0)]).toEqual([true, true]);
  });
  it('keeps rejected records below the line they fall from', () => {
    const nodes = [node('s', 'csv-source'), node('f', 'filter-rows'), node('r', 'csv-target')];
    const places = layoutFlow({
      nodes,
      edges: [
        { id: '1', from: end('s', 'rejected'), to: end('r', 'in') },
        { id: '2', from: end('s', 'out'), to: end('f', 'in') },
      ],
    });
    expect((places['r']?.y ?? 0) > (places['f']?.y ?? 0)).toBe(true);
  });
  it('finds a free place', () => {
    const flow = flowOf(node('a', 'filter-rows', 0, 0), node('b', 'filter-rows', 0, 60));
    const { y } = freePlace(flow, { x: 10, y: 0 });
    expect(y).toBeGreaterThan(130);
    const tall = { nodes: [{ ...node('w', 'switch-rows'), config: { cases: nine } }], edges: [] };
    expect(freePlace(tall, { x: 0, y: 0 }).y).toBeGreaterThan(50 + 10 * 20);
    expect(freePlace({ nodes: [node('a', 'filter-rows', 0, 150)], edges: [] }, { x: 0, y: 0 }, 300).y).toBeGreaterThan(200);
  });
});

describe('the strip under a card', () => {
  const counts = (change: object) => ({ counts: { in: 10, out: 10, filtered: 0, duplicates: 0, rejected: 0, fannedOut: 0, used: 0, pending: 0, ...change } });
  it('says what came, what left, and where the rest went', () => {
    const words = (role: 'source' | 'transform' | 'target', change: object) => stripWords(role, counts(change)).map((part) => part.text);
    expect(words('source', { in: 5_012, rejected: 7 })).toEqual(['5,012 read', '7 rejected']);
    expect(words('transform', {})).toEqual(['10 in and out']);
    expect(words('transform', { out: 6, filtered: 3, duplicates: 1 })).toEqual(['10 in, 6 out', '3 filtered', '1 duplicate']);
    expect(words('transform', { in: 12, used: 2 })).toEqual(['10 in and out']);
    expect(words('target', { out: 4 })).toEqual(['4 delivered']);
  });
});
