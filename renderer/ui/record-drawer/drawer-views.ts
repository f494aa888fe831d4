import type { Sample } from '../../../core/base/sample.ts';
import { t } from '../../i18n/i18n.ts';
import type { TabChoice } from './DrawerTabs.tsx';
import type { PortSample, StepView } from './data-provider.ts';
import type { DrawerSide } from './drawer-side.ts';

/** The views there are of a step's data. */
export function tabsOf(view: StepView, isTarget: boolean, hasEarlier: boolean): TabChoice[] {
  const { rejected, filtered, duplicates } = view.counts;
  const tabs: TabChoice[] = [];
  if (view.before.length > 0) tabs.push({ side: 'before', label: isTarget ? t('What arrived') : t('Before') });
  if (view.after.length > 0) tabs.push({ side: 'after', label: view.before.length > 0 ? t('After') : t('Records') });
  if (view.before.length > 0 && view.after.length > 0) tabs.push({ side: 'side-by-side', label: t('Side by side') });
  if (view.wouldDo) tabs.push({ side: 'would-do', label: t('Would do') });
  tabs.push({ side: 'rejected', label: t('Rejected'), count: rejected, bad: rejected > 0 });
  if (filtered > 0 || view.filtered) tabs.push({ side: 'filtered', label: t('Filtered'), count: filtered });
  if (duplicates > 0 || view.duplicates) tabs.push({ side: 'duplicates', label: t('Duplicates'), count: duplicates });
  if (hasEarlier) tabs.push({ side: 'earlier', label: t('Earlier run') });
  return tabs;
}

/** The view to begin with. */
export function preferred(tabs: readonly TabChoice[]): DrawerSide | null {
  const order: DrawerSide[] = ['after', 'would-do', 'before', 'rejected'];
  return order.find((side) => tabs.some((tab) => tab.side === side)) ?? null;
}

/** The ports to choose from in a view. */
export function portsOf(view: StepView, side: DrawerSide | null): readonly PortSample[] {
  const single = (port: string, label: string, sample: Sample | null) => (sample ? [{ port, label, sample }] : []);
  if (side === 'before') return view.before;
  if (side === 'after' || side === 'side-by-side') return view.after;
  if (side === 'rejected') return single('rejected', t('Rejected records'), view.rejected);
  if (side === 'filtered') return single('filtered', t('Records left out'), view.filtered);
  if (side === 'duplicates') return single('duplicates', t('Duplicates'), view.duplicates);
  return [];
}
