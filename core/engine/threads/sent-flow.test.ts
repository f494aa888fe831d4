import { expect, it } from 'vitest';
import { frozen } from '../../base/recently-made.ts';
import { sketchFlow } from '../testing/toy-flow.ts';
import { flowText, sentFlow } from './sent-flow.ts';

const flow = () => sketchFlow({ nodes: { read: ['count', { count: 3 }], out: ['collect', { name: 'a' }] }, edges: ['read>out'] });

it('a flow arrives as it was sent, unchangeable, and the same one for the same text', () => {
  const arrived = sentFlow(flowText(flow()));
  expect(arrived).toEqual(flow());
  expect(Object.isFrozen(arrived.nodes[0]?.config)).toBe(true);
  expect(sentFlow(flowText(flow()))).toBe(arrived);
});

it('the text of a flow that may be changed is made anew', () => {
  const draft = flow();
  const before = flowText(draft);
  draft.name = 'Renamed';
  expect(sentFlow(flowText(draft)).name).toBe('Renamed');
  expect(sentFlow(before).name).not.toBe('Renamed');
  const kept = frozen(flow());
  expect(flowText(kept)).toBe(flowText(kept));
});
