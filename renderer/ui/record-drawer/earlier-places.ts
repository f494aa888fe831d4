import type { Sample } from '../../../core/base/sample.ts';
import { t } from '../../i18n/i18n.ts';
import type { PortSample, StepView } from './data-provider.ts';

/** All places of a step of which records are kept: what leaves first, then what arrives, then what fell out. `port` tells them apart. */
export function placesIn(view: StepView): PortSample[] {
  const fallen = (name: 'rejected' | 'filtered' | 'duplicates', label: string): PortSample[] => {
    const sample: Sample | null = view[name];
    return sample ? [{ port: `fallen ${name}`, label, sample }] : [];
  };
  return [
    ...view.after.map((one) => ({ ...one, port: `after ${one.port}`, label: view.after.length > 1 ? one.label : t('After') })),
    ...view.before.map((one) => ({ ...one, port: `before ${one.port}`, label: view.before.length > 1 ? one.label : t('Before') })),
    ...fallen('rejected', t('Rejected')),
    ...fallen('filtered', t('Filtered')),
    ...fallen('duplicates', t('Duplicates')),
  ];
}

/** What is kept at the same place in another view of the step; null where nothing is. */
export function placeIn(view: StepView, port: string): Sample | null {
  return placesIn(view).find((one) => one.port === port)?.sample ?? null;
}
