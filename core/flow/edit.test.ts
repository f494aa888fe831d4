import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addNode,
  connect,
  disconnect,
  insertOnEdge,
  moveNodes,
  removeNodeAndBridge,
  removeNodes,
  renameFlow,
  setConfig,
  setNodeName,
  setNodeNote,
  setRejectPolicy,
} from './edit.ts';
import type { Flow } from './flow.ts';
import { topologicalOrder, whyNotConnect } from './graph.ts';
import { groupNodes, ungroup } from './groups.ts';
import { copyPart, paste } from './part.ts';
import { parseFlow, sameFlow, serialiseFlow } from './serialise.ts';
import { toyFlow } from './testing/toy-flow.ts';
import { TOY_KINDS } from './testing/toy-kinds.ts';

const base = () => toyFlow('a:read b:pick c:write', 'a>b b>c');

describe('edits', () => {
  it('inserts a node on an edge and takes it out again', () => {
    const inserted = insertOnEdge(
      base(),
      'e0',
      { id: 'n', kind: 'pick', version: 2, name: 'b', position: { x: 1, y: 1 }, config: {} },
      { input: 'in', output: 'out' },
      'e9',
    );
    expect(inserted.edges.map((edge) => `${edge.from.node}>${edge.to.node}`).sort()).toEqual(['a>n', 'b>c', 'n>b']);
    expect(inserted.nodes.find((node) => node.id === 'n')?.name).toBe('b 2');
    expect(
      removeNodeAndBridge(inserted, 'n')
        .edges.map((edge) => `${edge.from.node}>${edge.to.node}`)
        .sort(),
    ).toEqual(['a>b', 'b>c']);
  });

  it('pastes a part with new ids and inner edges only', () => {
    let n = 0;
    const { flow, ids } = paste(base(), copyPart(base(), ['a', 'b']), { x: 10, y: 20 }, () => `new${n++}`);
    expect(ids).toEqual(['new0', 'new1']);
    expect(flow.edges.map((edge) => `${edge.from.node}>${edge.to.node}`)).toEqual(['a>b', 'b>c', 'new0>new1']);
    expect(flow.nodes.at(-1)).toMatchObject({ id: 'new1', name: 'b 2', position: { x: 110, y: 20 } });
  });

  it('takes removed nodes out of groups and drops empty ones', () => {
    const grouped = groupNodes(groupNodes(base(), 'g1', 'All', ['a', 'b']), 'g2', 'End', ['b', 'c']);
    expect(grouped.groups.map((group) => group.nodes)).toEqual([['a'], ['b', 'c']]);
    expect(removeNodes(grouped, ['a']).groups.map((group) => group.id)).toEqual(['g2']);
    expect(ungroup(grouped, 'g2').groups).toHaveLength(1);
  });

  it('says why two ports cannot be connected', () => {
    const why = (from: string, to: string) => {
      const [a = '', ap = 'out'] = from.split('.');
      const [b = '', bp = 'in'] = to.split('.');
      return whyNotConnect(toyFlow('t:start a:read b:pick c:write d:pick', 'a>b b>c'), TOY_KINDS, { node: a, port: ap }, { node: b, port: bp });
    };
    expect(why('a', 'd')).toBeNull();
    expect(why('t.start', 'a.start')).toBeNull();
    expect(why('b', 'b')).toMatch(/itself/);
    expect(why('a', 'b')).toMatch(/already/);
    expect(why('d', 'b')).toMatch(/taken/);
    expect(why('t.start', 'b')).toMatch(/starts sources/);
    expect(why('b', 't')).toMatch(/beginning/);
    expect(why('c.rejected', 'b')).toMatch(/taken/);
    const ring = toyFlow('b:pick c:pick', 'b>c');
    expect(whyNotConnect(ring, TOY_KINDS, { node: 'c', port: 'out' }, { node: 'b', port: 'in' })).toMatch(/circle/);
  });

  it('orders every node behind those it takes from, and sets cycles apart', () => {
    const flow = toyFlow('c:write b:pick a:read', 'a>b b>c');
    expect(topologicalOrder(flow).order.map((node) => node.id)).toEqual(['a', 'b', 'c']);
    expect(topologicalOrder(toyFlow('a:pick b:pick', 'a>b b>a')).cyclic).toHaveLength(2);
  });

  it('leaves the old flow as it was, whatever is done, and its text reads back as the same flow', () => {
    const edit = fc.oneof(
      fc.tuple(fc.constant('add'), fc.nat(30)).map(
        ([, n]) =>
          (flow: Flow) =>
            addNode(flow, { id: `n${n}`, kind: 'pick', version: 2, name: `N${n}`, position: { x: n, y: 0 }, config: { field: 'id' } }),
      ),
      fc.nat(30).map((n) => (flow: Flow) => removeNodes(flow, [flow.nodes[n % Math.max(1, flow.nodes.length)]?.id ?? ''])),
      fc.tuple(fc.nat(30), fc.nat(30)).map(([m, n]) => (flow: Flow) => {
        const [from, to] = [flow.nodes[m % Math.max(1, flow.nodes.length)], flow.nodes[n % Math.max(1, flow.nodes.length)]];
        return from && to ? connect(flow, `x${m}-${n}`, { node: from.id, port: 'out' }, { node: to.id, port: 'in' }) : flow;
      }),
      fc.nat(30).map((n) => (flow: Flow) => disconnect(flow, [flow.edges[n % Math.max(1, flow.edges.length)]?.id ?? ''])),
      fc.record({ x: fc.integer({ min: -500, max: 500 }), y: fc.integer({ min: -500, max: 500 }) }).map((to) => (flow: Flow) => moveNodes(flow, { a: to })),
      fc.string().map((text) => (flow: Flow) => setConfig(flow, 'b', { field: text })),
      fc.string({ minLength: 1 }).map((text) => (flow: Flow) => setNodeName(renameFlow(flow, text), 'a', text)),
      fc.string().map((text) => (flow: Flow) => setNodeNote(flow, 'b', text)),
      fc.nat(9).map((n) => (flow: Flow) => setRejectPolicy(flow, 'b', n === 0 ? undefined : { stopAfterCount: n, minimum: 100 })),
    );
    void fc.assert(
      fc.property(fc.array(edit, { maxLength: 30 }), (edits) => {
        const history: { flow: Flow; text: string }[] = [];
        let flow = base();
        for (const change of edits) {
          history.push({ flow, text: serialiseFlow(flow) });
          flow = change(flow);
        }
        for (const { flow: old, text } of history) if (serialiseFlow(old) !== text) return false;
        return sameFlow(parseFlow(serialiseFlow(flow)), flow);
      }),
      { numRuns: 300 },
    );
  });
});
