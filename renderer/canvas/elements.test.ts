// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import * as edit from '../../core/flow/edit.ts';
import { gridFlow } from '../../core/flow/testing/grid-flow.ts';
import { toPipes } from './elements.ts';

const flow = gridFlow(100, 150, () => ({ kind: 'filter-rows', version: 1, config: {} }));
const first = toPipes(flow);
const renewed = (after: typeof flow) => toPipes(after).filter((pipe) => !first.includes(pipe)).length;

it('a link stays the same object until it says something else', () => {
  expect(renewed(edit.setConfig(flow, 'n30', { a: 1 }))).toBe(0);
  expect(renewed(edit.moveNodes(flow, { n30: { x: 1_460, y: 140 } }))).toBe(0);
  expect(renewed(edit.disconnect(flow, ['e7']))).toBe(0);
  const atStep = flow.edges.filter((edge) => edge.from.node === 'n30' || edge.to.node === 'n30').length;
  expect(renewed(edit.setNodeName(flow, 'n30', 'Other'))).toBe(atStep);
});

it('the list of links stays the same while none of them changes', () => {
  const again = toPipes(flow);
  expect(toPipes(edit.moveNodes(flow, { n30: { x: 1_460, y: 140 } }))).toBe(again);
  expect(toPipes(edit.setNodeName(flow, 'n30', 'Other'))).not.toBe(again);
});
