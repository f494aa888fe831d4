// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest';
import { gridFlow } from '../../../core/flow/testing/grid-flow.ts';
import { edgesNear, edgeUnder } from './edge-under.ts';

const flow = gridFlow(1_000, 1_500, () => ({ kind: 'filter-rows', version: 1, config: {} }));

it('only the few links that can come near a card are measured, however many there are', () => {
  const between = { x: 1_450 + 120, y: 390 + 10 };
  const near = edgesNear(flow, between);
  expect(near).toContain(flow.edges.find((edge) => edge.from.node === 'n80' && edge.to.node === 'n81')?.id);
  expect(near.length).toBeLessThan(60);
  const canvas = document.createElement('div');
  const asked = vi.spyOn(canvas, 'querySelector');
  expect(edgeUnder(canvas, flow, between)).toBeNull();
  expect(asked).toHaveBeenCalledTimes(near.length);
});

it('far away from all cards none is', () => {
  expect(edgesNear(flow, { x: -5_000, y: 0 })).toEqual([]);
});
