import type { DataProvider, DrawerStep, StepView } from './data-provider.ts';
import type { DrawerSide } from './drawer-side.ts';
import css from './record-drawer.module.css';

interface EmptyDrawerProps {
  provider: DataProvider;
  step: DrawerStep | null;
  side: DrawerSide | null;
  view: StepView | null;
}

/** What stands in the drawer where there are no records: why, and what to do. */
export function EmptyDrawer({ provider, step, side, view }: EmptyDrawerProps) {
  const { emptyAction } = provider;
  if (provider.loading) return <p className={css.empty}>Fetching the records…</p>;
  if (!step) return <p className={css.empty}>Select a step to look at the records that come in and go out.</p>;
  if (view && side === 'rejected')
    return (
      <p className={css.empty}>
        {view.counts.rejected === 0 ? 'No record was rejected here.' : 'The rejected records are not among those that were kept as samples.'}
      </p>
    );
  if (view && side) return <p className={css.empty}>No record to show here.</p>;
  return (
    <div className={css.empty}>
      <p>{step.role === 'trigger' ? 'A trigger starts the flow. It carries no records.' : provider.emptyHint}</p>
      {emptyAction && step.role !== 'trigger' && (
        <button type="button" className={css.primary} onClick={emptyAction.run}>
          {emptyAction.label}
          {emptyAction.shortcut && <kbd>{emptyAction.shortcut}</kbd>}
        </button>
      )}
    </div>
  );
}
