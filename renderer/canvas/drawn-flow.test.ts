// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import * as edit from '../../core/flow/edit.ts';
import type { Flow } from '../../core/flow/flow.ts';
import { groupNodes, putInGroup, setCollapsed } from '../../core/flow/groups.ts';
import { gridFlow } from '../../core/flow/testing/grid-flow.ts';
import { drawnFlow, placesOfSteps } from './drawn-flow.ts';
import { toPipes } from './elements.ts';
import { layoutFlow } from './layout.ts';
import { openWithRoom } from './make-room.ts';
import { freeNotePlace, freePlace } from './place.ts';

const node = (id: string, kind: string, x = 0, y = 0) => ({ id, kind, version: 1, name: id, position: { x, y }, config: {} });
const end = (id: string, port: string) => ({ node: id, port });
const link = (flow: Flow, from: string, to: string) => {
  const [a = '', out = 'out'] = from.split('.');
  const [b = '', into = 'in'] = to.split('.');
  return edit.connect(flow, `${from}>${to}`, end(a, out), end(b, into));
};
/** t starts s; s feeds a and b; both feed the join j and, rejected, r; a and b are in a group. */
const base = (): Flow => {
  const nodes = [
    node('t', 'manual-trigger', -300),
    node('s', 'csv-source', 0),
    node('a', 'filter-rows', 300, 0),
    node('b', 'filter-rows', 340, 200),
    node('j', 'join-rows', 700, 100),
    node('r', 'csv-target', 700, 400),
  ];
  const flow = nodes.reduce<Flow>(edit.addNode, edit.createFlow('f', 'F'));
  const links = ['t.start>s.start', 's>a', 's>b', 'a>b', 'a>j', 'b>j.right', 'a.rejected>r', 'b.rejected>r'];
  return groupNodes(
    links.reduce((draft, one) => link(draft, ...(one.split('>') as [string, string])), flow),
    'g',
    'Both',
    ['a', 'b'],
  );
};
const collapsed = (flow = base()) => setCollapsed(flow, ['g'], true);
const shown = (flow: Flow) =>
  toPipes(flow)
    .map((pipe) => `${pipe.source}.${pipe.sourceHandle}>${pipe.target}.${pipe.targetHandle} ${pipe.data?.carries} ${pipe.data?.links?.length ?? '-'}`)
    .sort();

describe('a collapsed group', () => {
  it('is one card at the left of its steps, half-way down; every link across its border is there, several between two places once', () => {
    const drawn = drawnFlow(collapsed());
    expect(drawn.nodes.map(({ id }) => id)).toEqual(['t', 's', 'j', 'r', 'folded g']);
    expect(drawn.nodes.at(-1)?.position).toEqual({ x: 300, y: 100 });
    expect(shown(collapsed())).toEqual([
      'folded g.out>j.in data 1',
      'folded g.out>j.right data 1',
      'folded g.rejected>r.in reject 2',
      's.out>folded g.in data 2',
      't.start>s.start start -',
    ]);
    const all = [...drawn.linksOf.values()].flat().map(({ id }) => id);
    expect(all.sort()).toEqual(['a.rejected>r', 'a>j', 'b.rejected>r', 'b>j.right', 's>a', 's>b']);
    expect(drawn.faces.get('folded g')).toMatchObject({ name: 'Both', summary: '2 steps' });
    expect(['a', 's'].map(drawn.cardOf)).toEqual(['folded g', 's']);
  });

  it('shows what starts steps inside, and a link whose port is gone by itself', () => {
    const flow = setCollapsed(groupNodes(base(), 'h', 'Source', ['s']), ['h'], true);
    expect(shown(flow)).toContain('t.start>folded h.start start 1');
    const lost = link(setCollapsed(base(), ['g'], true), 'a.gone', 'r');
    expect(shown(lost)).toContain('folded g.lost>r.in lost 1');
  });

  it('keeps cards, links and the list of links the same objects while they say the same', () => {
    const first = collapsed();
    const again = edit.setConfig(first, 'a', { x: 1 });
    expect(toPipes(again)).toBe(toPipes(first));
    expect(drawnFlow(again).folded.get('folded g')?.card).toBe(drawnFlow(first).folded.get('folded g')?.card);
    expect(toPipes(edit.moveNodes(first, { t: { x: -500, y: 9 } })).filter((pipe, i) => pipe !== toPipes(first)[i])).toEqual([]);
  });

  it('moves with its steps, and they with it', () => {
    const flow = collapsed();
    const moved = edit.moveNodes(flow, placesOfSteps(flow, drawnFlow(flow), { 'folded g': { x: 310, y: 150 }, s: { x: 1, y: 2 } }));
    expect(moved.nodes.map(({ id, position }) => `${id} ${position.x} ${position.y}`)).toEqual([
      't -300 0',
      's 1 2',
      'a 310 50',
      'b 350 250',
      'j 700 100',
      'r 700 400',
    ]);
    expect(drawnFlow(moved).nodes.at(-1)?.position).toEqual({ x: 310, y: 150 });
  });

  it('is one card to the tidy arrangement and to what looks for a free place', () => {
    const flow = collapsed();
    expect(Object.keys(layoutFlow(flow)).sort()).toEqual(['folded g', 'j', 'r', 's', 't']);
    expect(freePlace(flow, { x: 340, y: 260 })).toEqual({ x: 340, y: 260 });
    expect(freePlace(flow, { x: 300, y: 100 }).y).toBeGreaterThan(150);
    expect(freeNotePlace(flow, { x: 300, y: 100 }, { width: 200, height: 60 }).y).not.toBe(100);
    expect(freeNotePlace(flow, { x: 330, y: 240 }, { width: 200, height: 60 })).toEqual({ x: 330, y: 240 });
  });

  it('without any step that is there is nothing', () => {
    const flow = collapsed();
    expect(drawnFlow({ ...flow, groups: [{ id: 'g', name: 'G', nodes: ['gone'], collapsed: true }] }).nodes).toHaveLength(6);
    expect(putInGroup(flow, ['a', 'b'], null).groups).toEqual([]);
  });
});

describe('opening a group', () => {
  it('puts everything where it was when nothing stands in its place', () => {
    expect(openWithRoom(collapsed(), 'g')).toEqual(base());
    const aside = edit.moveNodes(collapsed(), { j: { x: 900, y: 500 } });
    expect(openWithRoom(aside, 'g').nodes).toEqual(aside.nodes);
  });

  it('moves what has come to stand in its place aside, with what is behind it, and never lays a card on another', () => {
    const wide = edit.moveNodes(collapsed(), { b: { x: 640, y: 0 } });
    const crowded = edit.moveNodes(wide, { j: { x: 560, y: 0 }, r: { x: 900, y: 0 } });
    const opened = openWithRoom(crowded, 'g');
    const at = Object.fromEntries(opened.nodes.map(({ id, position }) => [id, position.x]));
    expect([at['a'], at['b'], at['s']]).toEqual([300, 640, 0]);
    expect(at['j']).toBeGreaterThan(640 + 224);
    expect((at['r'] ?? 0) - (at['j'] ?? 0)).toBe(340);
  });
});

describe('at size', () => {
  it('a thousand steps in forty groups, half of them collapsed, are drawn with work that grows with the flow', () => {
    const grid = gridFlow(1_000, 1_500, () => ({ kind: 'filter-rows', version: 1, config: {} }));
    const grouped = Array.from({ length: 40 }, (_, g) => g).reduce(
      (flow, g) =>
        groupNodes(
          flow,
          `g${g}`,
          `Group ${g}`,
          Array.from({ length: 25 }, (_, i) => `n${g * 25 + i}`),
        ),
      grid,
    );
    const half = setCollapsed(
      grouped,
      Array.from({ length: 20 }, (_, g) => `g${g * 2}`),
      true,
    );
    const drawn = drawnFlow(half);
    expect([drawn.nodes.length, drawn.folded.size]).toEqual([520, 20]);
    const across = [...drawn.linksOf.values()].reduce((sum, links) => sum + links.length, 0);
    const inside = half.edges.length - across - (drawn.edges.length - drawn.linksOf.size);
    expect(inside).toBe(half.edges.filter(({ from, to }) => drawn.cardOf(from.node) === drawn.cardOf(to.node)).length);
    const before = toPipes(half);
    expect(toPipes(edit.setConfig(half, 'n30', { a: 1 }))).toBe(before);
  });
});
