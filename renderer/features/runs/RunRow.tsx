import { memo } from 'react';
import type { RunRow as Row } from '../../../core/api/run-models.ts';
import { t, told } from '../../i18n/i18n.ts';
import { formatRoute, goTo } from '../../state/route.ts';
import { useWorkspace, zoneOf } from '../../state/workspace.ts';
import { RunState } from '../../ui/RunState.tsx';
import { formatCount, formatDuration, formatExact, formatMoment } from '../../ui/words.ts';
import { causeWords, modeWords } from './run-words.ts';
import css from './runs-page.module.css';

/** One run of the list. While it goes on its counts are those of the live state. */
export const RunRow = memo(function RunRow({ run, index, top }: { run: Row; index: number; top: number }) {
  const zone = useWorkspace(zoneOf);
  const live = useWorkspace((state) => state.state?.running.find((one) => one.runId === run.runId));
  const counts = live?.counts ?? run.counts;
  const status = live?.status ?? run.status;
  const now = Date.now();
  const at = run.startedAt ?? run.queuedAt;
  const took = run.durationMs ?? (status === 'running' && run.startedAt !== null ? now - run.startedAt : null);
  const mode = modeWords(run.mode);
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are placed by hand
    // biome-ignore lint/a11y/useFocusableInteractive: the link inside has the focus
    // biome-ignore lint/a11y/useKeyWithClickEvents: the link inside does the same with the keyboard
    <div
      className={css.row}
      role="row"
      aria-rowindex={index + 2}
      data-index={index}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => goTo({ page: 'run', runId: run.runId })}
    >
      <Cell>
        <RunState status={status} />
      </Cell>
      <Cell>
        <a href={formatRoute({ page: 'run', runId: run.runId })} className={css.flow} onClick={(event) => event.stopPropagation()}>
          {run.flowName}
        </a>
        <small>v{run.flowVersion}</small>
        {run.environment === 'test' && <small className={css.test}>{t('test')}</small>}
        {mode && <small className={css.mode}>{run.mode}</small>}
        {run.error && (
          <small className={css.error} title={told(run.error.message)}>
            {told(run.error.message)}
          </small>
        )}
      </Cell>
      <Cell title={formatExact(at, zone)}>
        {formatMoment(at, zone, now)} <small>{causeWords(run.cause)}</small>
      </Cell>
      <Cell number>{took === null ? '' : formatDuration(took)}</Cell>
      {(['read', 'delivered', 'filtered', 'duplicates', 'rejected'] as const).map((kind) => (
        <Cell key={kind} number {...(kind === 'rejected' && counts.rejected > 0 ? { bad: true } : {})} {...(counts[kind] === 0 ? { quiet: true } : {})}>
          {formatCount(counts[kind])}
        </Cell>
      ))}
    </div>
  );
});

interface CellProps {
  children: React.ReactNode;
  number?: boolean;
  bad?: boolean;
  quiet?: boolean;
  title?: string;
}

function Cell({ children, number, bad, quiet, title }: CellProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: cells of a table that is placed by hand
    <span role="cell" className={css.cell} data-number={number} data-bad={bad} data-quiet={quiet} title={title}>
      {children}
    </span>
  );
}
