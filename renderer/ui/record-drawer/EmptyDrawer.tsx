import { t } from '../../i18n/i18n.ts';
import { ErrorNote } from '../ErrorNote.tsx';
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
  if (provider.loading) return <p className={css.empty}>{t('Fetching the records…')}</p>;
  if (step && view && side === 'rejected')
    return (
      <p className={css.empty}>
        {view.counts.rejected === 0 ? t('No record was rejected here.') : t('The rejected records are not among those that were kept as samples.')}
      </p>
    );
  if (step && view && side) return <p className={css.empty}>{t('No record to show here.')}</p>;
  if (provider.stopped) {
    const { report, action } = provider.stopped;
    return (
      <div className={css.error}>
        <ErrorNote
          report={report}
          actions={
            action && (
              <button type="button" className={css.follow} onClick={action.run}>
                {action.label}
              </button>
            )
          }
        />
      </div>
    );
  }
  if (!step && provider.steps.length === 0) return <p className={css.empty}>{t('Here you will see the records, before and after every step.')}</p>;
  if (!step && (!emptyAction || provider.steps.some(({ nodeId }) => provider.view(nodeId))))
    return <p className={css.empty}>{t('Click a step, or the number on a link, to see its records.')}</p>;
  return (
    <div className={css.empty}>
      <p>
        {step ? provider.emptyHint : t('A preview sends the first records through all steps, so that you can look at them after each. Nothing is written.')}
      </p>
      {emptyAction && (
        <button type="button" className={css.primary} onClick={emptyAction.run}>
          {emptyAction.label}
          {emptyAction.shortcut && <kbd>{emptyAction.shortcut}</kbd>}
        </button>
      )}
    </div>
  );
}
