// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import * as edit from '../../../core/flow/edit.ts';
import { between, mergeCards } from './canvas-nodes.ts';

const node = (id: string, x: number) => ({ id, kind: 'filter-rows', version: 1, name: id, position: { x, y: 0 }, config: {} });
const flow = edit.addNode(edit.addNode(edit.createFlow('f', 'F'), node('a', 0)), node('b', 300));

describe('the cards on the canvas', () => {
  it('stay the same objects when nothing of them changed', () => {
    const first = mergeCards([], flow, new Set());
    expect(mergeCards(first, flow, new Set()).every((card, i) => card === first[i])).toBe(true);
    const moved = mergeCards(first, edit.moveNodes(flow, { b: { x: 9, y: 9 } }), new Set());
    expect([moved[0] === first[0], moved[1] === first[1], moved[1]?.position]).toEqual([true, false, { x: 9, y: 9 }]);
  });
  it('keep what was measured, and only one is reached by Tab', () => {
    const first = mergeCards([], flow, new Set()).map((card) => ({ ...card, measured: { width: 224, height: 74 } }));
    const next = mergeCards(first, edit.setNodeName(flow, 'a', 'other'), new Set(['b']));
    expect(next.map((card) => [card.measured?.height, card.selected, card.focusable, card.data.face.name])).toEqual([
      [74, false, false, 'other'],
      [74, true, true, 'b'],
    ]);
  });
  it('move from where they were to where they belong', () => {
    const from = mergeCards([], flow, new Set());
    const to = mergeCards(from, edit.moveNodes(flow, { b: { x: 500, y: 100 } }), new Set());
    expect(between(from, to, 0)[1]?.position).toEqual({ x: 300, y: 0 });
    expect(between(from, to, 1)[1]?.position).toEqual({ x: 500, y: 100 });
    expect(between(from, to, 0.5)[0]).toBe(to[0]);
  });
});
