import { describe, expect, it } from 'vitest';
import { checkFlow } from './check.ts';
import * as edit from './edit.ts';
import type { Flow } from './flow.ts';
import { beginningAt, endingAt, nodesById } from './flow-index.ts';
import { edgesFrom, edgesInto, reachable, reachableFrom, topologicalOrder } from './graph.ts';
import { readiness } from './readiness.ts';
import { gridFlow } from './testing/grid-flow.ts';
import { toyFlow } from './testing/toy-flow.ts';
import { TOY_KINDS } from './testing/toy-kinds.ts';

/** Twice the steps are looked at twice as often; were each compared with every other it would be four times. */
const MOST = 2.3;

const large = (nodes: number): Flow =>
  gridFlow(nodes, nodes * 1.5, (column, place, columns) =>
    column === 0
      ? { kind: 'read', version: 1, config: {} }
      : column === columns - 1
        ? { kind: 'write', version: 1, config: { path: `${place}.csv` } }
        : { kind: 'pick', version: 2, config: { field: 'id' } },
  );

/** How often a part of any step or edge of a flow is read. */
function looksOf(nodes: number, work: (flow: Flow) => unknown): number {
  let looks = 0;
  const counted = <T extends object>(one: T): T =>
    new Proxy(one, {
      get: (target, name) => {
        looks++;
        return Reflect.get(target, name);
      },
    });
  const flow = large(nodes);
  work({ ...flow, nodes: flow.nodes.map(counted), edges: flow.edges.map(counted) });
  return looks;
}

describe('a flow of thousands of steps', () => {
  it.each([
    ['is checked', (flow: Flow) => checkFlow(flow, TOY_KINDS)],
    ['is asked how ready it is', (flow: Flow) => readiness(flow, TOY_KINDS)],
    ['is put in order', (flow: Flow) => topologicalOrder(flow)],
  ])('%s with work that grows with its size', (_, work) => {
    expect(looksOf(2_000, work) / looksOf(1_000, work)).toBeLessThan(MOST);
  });

  it('is asked for its edges by node without looking at the others', () => {
    const flow = large(1_000);
    expect(edgesInto(flow, 'n27').map((edge) => edge.id)).toEqual(flow.edges.filter((edge) => edge.to.node === 'n27').map((edge) => edge.id));
    expect(edgesFrom(flow, 'n1', 'out').map((edge) => edge.id)).toEqual(flow.edges.filter((edge) => edge.from.node === 'n1').map((edge) => edge.id));
    expect(edgesFrom(flow, 'n1', 'rejected')).toEqual([]);
    expect([endingAt(flow, 'nobody'), beginningAt(flow, 'nobody')]).toEqual([[], []]);
  });
});

describe('what is remembered of a flow', () => {
  const flow = toyFlow('a:read b:pick c:write', 'a>b b>c');

  it('is that of the flow asked about, not of the one before the edit', () => {
    expect(nodesById(edit.setNodeName(flow, 'a', 'other')).get('a')?.name).toBe('other');
    expect(topologicalOrder(flow).order.map((node) => node.id)).toEqual(['a', 'b', 'c']);
    expect(topologicalOrder(edit.disconnect(flow, ['e0'])).order.map((node) => node.id)).toEqual(['a', 'b', 'c']);
    const turned = edit.moveNodes(edit.disconnect(flow, ['e0']), { b: { x: -100, y: 0 } });
    expect(topologicalOrder(turned).order.map((node) => node.id)).toEqual(['b', 'a', 'c']);
    expect([...reachable(edit.disconnect(flow, ['e1']), 'a')]).toEqual(['b']);
    expect([...reachableFrom(flow, ['c'], true)].sort()).toEqual(['a', 'b']);
  });
  it('takes the first of two steps with one id, as everything else does', () => {
    const [first] = flow.nodes;
    const twins = { ...flow, nodes: [...flow.nodes, { ...(first as Flow['nodes'][number]), name: 'twin' }] };
    expect(nodesById(twins).get('a')?.name).toBe('a');
    expect(checkFlow(twins, TOY_KINDS).map((problem) => problem.code)).toContain('twin-id');
  });
});
