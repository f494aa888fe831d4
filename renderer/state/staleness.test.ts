import { describe, expect, it } from 'vitest';
import * as edit from '../../core/flow/edit.ts';
import { staleNodes } from './staleness.ts';

const node = (id: string) => ({ id, kind: 'k', version: 1, name: id, position: { x: 0, y: 0 }, config: { a: 1, b: [1] } });
const end = (id: string, port: string) => ({ node: id, port });

/** a → b → c, and d alone. */
function line() {
  let flow = edit.createFlow('f', 'line');
  for (const id of ['a', 'b', 'c', 'd']) flow = edit.addNode(flow, node(id));
  return edit.connect(edit.connect(flow, '1', end('a', 'out'), end('b', 'in')), '2', end('b', 'out'), end('c', 'in'));
}

describe('staleNodes', () => {
  const seen = line();
  const stale = (flow: typeof seen, seenIds = ['a', 'b', 'c', 'd']) => [...staleNodes(flow, (id) => (seenIds.includes(id) ? seen : null))];

  it('says nothing of a flow that is as it was, or was only moved or renamed', () => {
    expect(stale(seen)).toEqual([]);
    expect(stale(edit.moveNodes(seen, { a: { x: 50, y: 9 } }))).toEqual([]);
    expect(stale(edit.setNodeName(seen, 'a', 'other'))).toEqual([]);
  });
  it('marks a changed step and all behind it', () => {
    expect(stale(edit.setConfig(seen, 'b', { a: 2 }))).toEqual(['b', 'c']);
  });
  it('forgets the mark when the change is taken back, whatever the order of keys', () => {
    expect(stale(edit.setConfig(edit.setConfig(seen, 'b', { a: 2 }), 'b', { b: [1], a: 1 }))).toEqual([]);
  });
  it('marks what is fed by something else now', () => {
    expect(stale(edit.disconnect(seen, ['2']))).toEqual(['c']);
    expect(stale(edit.insertOnEdge(seen, '1', node('new'), { input: 'in', output: 'out' }, '3'))).toEqual(['b', 'c']);
  });
  it('leaves out what was never seen', () => {
    expect(stale(edit.setConfig(seen, 'a', {}), ['c'])).toEqual([]);
    expect(stale(edit.setConfig(seen, 'b', {}), ['b', 'c'])).toEqual(['b', 'c']);
  });
  it('ends on a circle', () => {
    expect(stale(edit.connect(seen, '9', end('c', 'out'), end('a', 'in')))).toEqual(['a', 'b', 'c']);
  });
});
