import { beforeEach, describe, expect, it } from 'vitest';
import { checkFlow } from '../../core/flow/check.ts';
import * as edit from '../../core/flow/edit.ts';
import { catalog } from '../../core/nodes/index.ts';
import { useDocument } from '../state/document.ts';
import { mendsOf } from './mend-edge.ts';

const node = (id: string, kind: string, config = {}) => ({ id, kind, version: 1, name: id, position: { x: 0, y: 0 }, config });
const where = { match: 'all', items: [{ field: 'a', operator: 'is-empty' }] };
const cases = (...ids: string[]) => ({ cases: ids.map((id) => ({ id, name: `Case ${id}`, conditions: where })) });
const end = (id: string, port: string) => ({ node: id, port });

const open = (...ids: string[]) => {
  let flow = edit.createFlow('f', 'F');
  for (const one of [node('s', 'csv-source'), node('w', 'switch-rows', cases(...ids)), node('x', 'csv-target'), node('y', 'csv-target')])
    flow = edit.addNode(flow, one);
  flow = edit.connect(flow, 'in', end('s', 'out'), end('w', 'in'));
  flow = edit.connect(flow, 'broken', end('w', 'case-gone'), end('x', 'in'));
  useDocument.setState({ flow });
};
const lines = () => useDocument.getState().flow?.edges.map(({ id, from, to }) => `${id} ${from.node}.${from.port}>${to.node}`);
const problems = () => {
  const { flow } = useDocument.getState();
  return flow ? checkFlow(flow, catalog).filter(({ code }) => code === 'lost-port' || code === 'bad-edge') : [];
};

describe('a line whose output is gone', () => {
  beforeEach(() => open('a', 'b'));

  it('is one problem, told in words, at the step and the line', () => {
    expect(problems()).toEqual([
      {
        severity: 'error',
        code: 'lost-port',
        node: 'w',
        edge: 'broken',
        message: 'The link from w to x begins at an output that no longer exists.',
        hint: 'Connect it to another output of w, or delete it.',
      },
    ]);
  });

  it('is led from the first output that is free, and undone like any edit', () => {
    const { flow } = useDocument.getState();
    useDocument.setState({ flow: flow && edit.connect(flow, 'other', end('w', 'case-a'), end('y', 'in')) });
    const [move] = mendsOf('broken');
    expect(move?.label).toBe('Use "Case b"');
    move?.perform();
    expect(lines()).toContain('broken w.case-b>x');
    expect(problems()).toEqual([]);
    useDocument.getState().undo();
    expect(lines()).toContain('broken w.case-gone>x');
  });

  it('offers "everything else" when no other is left, and never doubles a line', () => {
    open();
    expect(mendsOf('broken').map(({ label }) => label)).toEqual(['Use "Everything else"', 'Delete line']);
    const { flow } = useDocument.getState();
    useDocument.setState({ flow: flow && edit.connect(flow, 'other', end('w', 'out'), end('x', 'in')) });
    expect(mendsOf('broken').map(({ label }) => label)).toEqual(['Delete line']);
  });

  it('can be deleted', () => {
    mendsOf('broken').at(-1)?.perform();
    expect(lines()).toEqual(['in s.out>w']);
  });
});
