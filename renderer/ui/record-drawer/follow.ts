import type { RecordOrigin, Sample } from '../../../core/base/sample.ts';
import type { Value } from '../../../core/base/value.ts';
import type { DataProvider, DrawerStep, Fate, FollowedStep, PortSample } from './data-provider.ts';
import { byOrigin } from './origin-index.ts';
import { isCut } from './sample-content.ts';

/** The way of one source record through the steps, as far as the samples hold it. Steps it was not seen at are left out, unless it was seen behind them. */
export function followInSamples(provider: Pick<DataProvider, 'steps' | 'view'>, origin: RecordOrigin): FollowedStep[] {
  const way = provider.steps.map((step) => atStep(provider, step, origin));
  const last = way.findLastIndex((step) => step.fate !== 'unseen');
  return way.slice(0, last + 1).filter((step) => step.fate !== 'unseen');
}

function atStep(provider: Pick<DataProvider, 'view'>, step: DrawerStep, origin: RecordOrigin): FollowedStep {
  const view = provider.view(step.nodeId);
  const nothing: FollowedStep = { nodeId: step.nodeId, name: step.name, fate: 'unseen', fields: [], row: [], more: 0 };
  if (!view) return nothing;
  const stopped: [Fate, Sample | null][] = [
    ['rejected', view.rejected],
    ['filtered', view.filtered],
    ['duplicate', view.duplicates],
  ];
  for (const [fate, sample] of stopped) {
    const found = sample && find(sample, origin);
    if (found) return { ...nothing, ...found, fate };
  }
  const passed = findInPorts(view.after, origin);
  if (passed) return { ...nothing, ...passed, fate: 'passed' };
  const arrived = step.role === 'target' ? findInPorts(view.before, origin) : null;
  return arrived ? { ...nothing, ...arrived, fate: view.from === 'preview' ? 'would-be-delivered' : 'delivered' } : nothing;
}

function findInPorts(ports: readonly PortSample[], origin: RecordOrigin) {
  for (const { sample, more } of ports) {
    const found = find(sample, origin);
    if (!found) continue;
    const at = byOrigin(sample).firstOf(origin);
    const full = (field: string, value: Value) => (more && isCut(value) ? () => more.value(field, at < sample.first ? at : null, origin, value) : null);
    return { ...found, full };
  }
  return null;
}

function find(sample: Sample, origin: RecordOrigin): Pick<FollowedStep, 'fields' | 'row' | 'more' | 'reason'> | null {
  const rows = byOrigin(sample).rowsOf(origin);
  const [row] = rows;
  if (row === undefined) return null;
  return { fields: sample.fields, row: sample.rows[row] ?? [], more: rows.length - 1, reason: sample.reasons?.[row] };
}
