import { IconHistory } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { t } from '../../i18n/i18n.ts';
import { goTo } from '../../state/route.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { formatCount } from '../../ui/words.ts';
import { FindInInputs } from './FindInInputs.tsx';
import { RunFilters } from './RunFilters.tsx';
import { RunTable } from './RunTable.tsx';
import { isNarrowed, NO_FILTER, type RunFilter } from './run-query.ts';
import css from './runs-page.module.css';
import { useRunList } from './useRunList.ts';

/** The history: every run of every flow, searched and narrowed, live. */
export function RunsPage({ flowId }: { flowId?: string }) {
  const [chosen, setChosen] = useState<RunFilter>(NO_FILTER);
  const filter = useMemo(() => ({ ...chosen, flowId: flowId ?? '' }), [chosen, flowId]);
  const list = useRunList(filter);
  const change = (next: RunFilter) => {
    if (next.flowId !== filter.flowId) goTo(next.flowId === '' ? { page: 'runs' } : { page: 'runs', flowId: next.flowId });
    setChosen(next);
  };
  const empty = list.runs.length === 0 && list.next === null && !list.loading && !list.error;
  return (
    <div className={css.page}>
      <header className={css.head}>
        <h1>{t('Runs')}</h1>
        <span className={css.count} aria-live="polite">
          {list.total !== null
            ? formatCount(list.total)
            : list.runs.length > 0
              ? list.next !== null
                ? t('{{number}} loaded', { number: list.runs.length })
                : formatCount(list.runs.length)
              : ''}
        </span>
      </header>
      <RunFilters filter={filter} onChange={change} />
      {list.error && <ErrorNote report={list.error} />}
      {filter.search.trim() !== '' && <FindInInputs words={filter.search.trim()} flowId={filter.flowId} />}
      {empty ? (
        isNarrowed(filter) ? (
          <EmptyState
            title={t('No run matches')}
            actions={
              <button type="button" className={css.button} onClick={() => change(NO_FILTER)}>
                {t('Show all runs')}
              </button>
            }
          >
            {t('The search covers names of flows, errors, and keys of records: of all that were rejected, and of the first and sampled ones of each run.')}
          </EmptyState>
        ) : (
          <EmptyState
            title={t('No run yet')}
            picture={<IconHistory size={40} stroke={1.3} aria-hidden />}
            actions={
              <button type="button" className={css.button} onClick={() => goTo({ page: 'flows' })}>
                {t('Choose a flow to run')}
              </button>
            }
          >
            {t('Every run is kept here: what it read, what became of each record, and what was written. From here it can be replayed.')}
          </EmptyState>
        )
      ) : (
        <RunTable runs={list.runs} total={list.total} next={list.next} order={filter.order} onEnd={list.loadMore} />
      )}
    </div>
  );
}
