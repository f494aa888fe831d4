import { describe, expect, it } from 'vitest';
import { addNode, connect, createFlow } from '../../core/flow/edit.ts';
import type { Flow } from '../../core/flow/flow.ts';
import { catalog } from '../../core/nodes/index.ts';
import { linkChoices } from './link-choices.ts';

const node = (id: string, kind: string) => ({ id, kind, name: id, version: 1, config: {}, note: '', position: { x: 0, y: 0 } });
const flowOf = (...nodes: [string, string][]): Flow => nodes.reduce((flow, [id, kind]) => addNode(flow, node(id, kind)), createFlow('f', 'F'));
const said = (flow: Flow, id: string) =>
  linkChoices(flow, catalog, id).map(({ output, way, other, input, edgeId }) =>
    [output.carries === 'reject' ? 'rejected' : '', way, other.id, input, edgeId ?? ''].filter(Boolean).join(' '),
  );

describe('the links a step can have', () => {
  it('lead to every input that is free, with its name where there are several; those of rejected records come after them', () => {
    const flow = flowOf(['people', 'csv-source'], ['found', 'look-up'], ['out', 'csv-target']);
    expect(said(flow, 'people')).toEqual([
      'to found Records',
      'to found Look up in',
      'to out',
      'rejected to found Records',
      'rejected to found Look up in',
      'rejected to out',
    ]);
  });

  it('come from others where a step has no records to pass on; a trigger starts sources only', () => {
    const flow = flowOf(['go', 'manual-trigger'], ['people', 'csv-source'], ['out', 'csv-target']);
    expect(said(flow, 'out').filter((one) => !one.startsWith('rejected'))).toEqual(['from people']);
    expect(said(flow, 'go')).toEqual(['to people']);
  });

  it('leave out what would make a circle or is taken, and name the links that are there last', () => {
    let flow = flowOf(['people', 'csv-source'], ['filter', 'filter-rows'], ['found', 'look-up']);
    flow = connect(flow, 'e1', { node: 'people', port: 'out' }, { node: 'filter', port: 'in' });
    flow = connect(flow, 'e2', { node: 'filter', port: 'out' }, { node: 'found', port: 'reference' });
    const main = said(flow, 'filter').filter((one) => !one.startsWith('rejected'));
    expect(main).toEqual(['to found Records', 'to found Look up in e2', 'from people e1']);
    expect(said(flow, 'found').filter((one) => one.startsWith('to'))).toEqual([]);
  });
});
