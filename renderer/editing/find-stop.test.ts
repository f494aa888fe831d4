import { describe, expect, it } from 'vitest';
import type { PreviewStep } from '../../core/api/design-models.ts';
import type { Sample } from '../../core/base/sample.ts';
import type { Value } from '../../core/base/value.ts';
import { findStop } from './find-stop.ts';

function sample(...rows: Value[][]): Sample {
  const fields = [
    { name: 'id', type: 'integer' as const },
    { name: 'amount', type: 'integer' as const },
  ];
  return { fields, rows, origins: rows.map((_, ordinal) => ({ source: 's', ordinal })), first: rows.length, total: rows.length, profile: [], cut: false };
}

const step = (arrived: PreviewStep['arrived'], left: PreviewStep['left']) => ({ arrived, left }) as PreviewStep;
const setting = { now: 0, zone: 'UTC' };
const find = (one: PreviewStep, everywhere: string, byNode = {}) => findStop('n', one, { everywhere, byNode }, setting);

describe('a stop condition', () => {
  const some = sample([1, 5], [2, -1], [3, -2]);
  it('is met by the first record that leaves the step, and counts the others', () => {
    expect(find(step({ in: sample([9, -9]) }, { out: some }), '[amount]<0')).toEqual({
      nodeId: 'n',
      formula: '[amount]<0',
      origin: { source: 's', ordinal: 1 },
      count: 2,
      port: 'out',
    });
  });
  it('of the step comes before that of the flow', () => {
    expect(find(step({}, { out: some }), '[amount]<0', { n: '[id]=1', other: '[id]=3' })).toMatchObject({ formula: '[id]=1', origin: { ordinal: 0 } });
  });
  it('looks at what arrived where nothing leaves, and not at what was rejected', () => {
    expect(find(step({ in: some }, { rejected: sample([7, -3]) }), '[amount]<0')).toMatchObject({ port: 'in', count: 2 });
    expect(find(step({}, { out: sample([1, 1]), rejected: some }), '[amount]<0')).toBeNull();
  });
  it('passes a step by that lacks its fields, and one that cannot be used stops nothing', () => {
    for (const formula of ['[cost]<0', '[amount]<', '', '[amount]']) expect(find(step({}, { out: some }), formula)).toBeNull();
  });
});
