import { describe, expect, it } from 'vitest';
import type { FlowRow } from '../../../core/api/flow-models.ts';
import { sortFlows } from './order.ts';

const flow = (name: string, more: Partial<FlowRow> = {}): FlowRow => ({
  flowId: name,
  name,
  description: '',
  version: 1,
  updatedAt: 0,
  nodes: 0,
  live: { live: false, version: null, environment: null, nextDue: null, unpublished: null, triggers: [] },
  lastRun: null,
  ...more,
});
const names = (flows: readonly FlowRow[]) => flows.map((one) => one.name);

describe('sortFlows', () => {
  it('sorts names as people do, both ways', () => {
    const flows = ['Flow 10', 'flow 2', 'Äpfel'].map((name) => flow(name));
    expect(names(sortFlows(flows, '', { by: 'name', down: false }))).toEqual(['Äpfel', 'flow 2', 'Flow 10']);
    expect(names(sortFlows(flows, '', { by: 'name', down: true }))).toEqual(['Flow 10', 'flow 2', 'Äpfel']);
  });
  it('puts flows without a next run last, whichever way it is sorted', () => {
    const flows = [
      flow('none'),
      flow('late', { live: { live: true, version: 1, environment: 'production', nextDue: 9, unpublished: null, triggers: [] } }),
      flow('soon', { live: { live: true, version: 1, environment: 'production', nextDue: 3, unpublished: null, triggers: [] } }),
    ];
    expect(names(sortFlows(flows, '', { by: 'nextDue', down: false }))).toEqual(['soon', 'late', 'none']);
    expect(names(sortFlows(flows, '', { by: 'nextDue', down: true }))).toEqual(['late', 'soon', 'none']);
  });
  it('finds all words, in name or description', () => {
    const flows = [flow('Payroll', { description: 'nightly export of HR' }), flow('Orders')];
    expect(names(sortFlows(flows, 'HR pay', { by: 'name', down: false }))).toEqual(['Payroll']);
    expect(sortFlows(flows, 'nothing', { by: 'name', down: false })).toEqual([]);
  });
});
