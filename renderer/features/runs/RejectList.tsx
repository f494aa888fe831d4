import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { RejectRow, RunDetail } from '../../../core/api/run-models.ts';
import type { RecordOrigin } from '../../../core/base/sample.ts';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';
import { t } from '../../i18n/i18n.ts';
import { isOver } from '../../state/runs.ts';
import { RejectCard } from './RejectCard.tsx';
import css from './run-page.module.css';

interface RejectListProps {
  detail: RunDetail;
  selected: string | null;
  /** The step whose rejects are to be shown; another object asks anew. */
  shown: { nodeId: string } | null;
  /** Follows a source record through the run. */
  onFollow(origin: RecordOrigin): void;
  onSelect(nodeId: string): void;
  /** Opens the grid in which rejected records are corrected. */
  onCorrect(): void;
}

/** Every rejected record with the reason in words, as many as there are. */
export function RejectList({ detail, selected, shown, onSelect, onFollow, onCorrect }: RejectListProps) {
  const { runId, counts, status } = detail.run;
  const [only, setOnly] = useState(shown?.nodeId ?? '');
  useEffect(() => {
    if (shown) setOnly(shown.nodeId);
  }, [shown]);
  const { rows, total, more, error, loadMore } = useRejects(runId, only, `${status} ${counts.rejected}`);
  const box = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => 92,
    overscan: 6,
    getItemKey: (i) => rows[i]?.seq ?? i,
  });
  const last = list.getVirtualItems().at(-1)?.index ?? 0;
  useEffect(() => {
    if (more && last >= rows.length - 20) loadMore();
  }, [more, last, rows.length, loadMore]);
  const rejecting = detail.steps.filter((step) => step.counts.rejected > 0);
  return (
    <div className={css.rejects}>
      <div className={css.rejectBar}>
        <select className={css.select} aria-label={t('Step')} value={only} onChange={(event) => setOnly(event.target.value)}>
          <option value="">{t('Rejected at any step')}</option>
          {rejecting.map((step) => (
            <option key={step.nodeId} value={step.nodeId}>
              {step.name}
            </option>
          ))}
        </select>
        <span className={css.quiet} aria-live="polite">
          {total === null ? '' : t('{{count}} records', { count: total })}
        </span>
        {total !== null && total > 0 && isOver(status) && (
          <button type="button" className={css.link} onClick={onCorrect}>
            {t('Correct by hand…')}
          </button>
        )}
      </div>
      {error && (
        <p className={css.bad} role="alert">
          {error}
        </p>
      )}
      {total === 0 && <p className={css.none}>{t('No record was rejected.')}</p>}
      <div ref={box} className={css.scroll} tabIndex={rows.length > 0 ? 0 : undefined}>
        <ul aria-label={t('Rejected records')} className={css.rejectItems} style={{ height: list.getTotalSize() }}>
          {list.getVirtualItems().map((item) => {
            const row = rows[item.index];
            return (
              row && (
                <li
                  key={item.key}
                  ref={list.measureElement}
                  data-index={item.index}
                  className={css.rejectPlace}
                  style={{ transform: `translateY(${item.start}px)` }}
                >
                  <RejectCard reject={row} flow={detail.flow} current={row.nodeId === selected} onSelect={onSelect} onFollow={onFollow} />
                </li>
              )
            );
          })}
        </ul>
      </div>
    </div>
  );
}

function useRejects(runId: string, nodeId: string, asOf: string) {
  const key = `${runId} ${nodeId} ${asOf}`;
  const [state, setState] = useState<{ key: string; rows: readonly RejectRow[]; next: number | null; total: number | null }>({
    key: '',
    rows: [],
    next: null,
    total: null,
  });
  const [error, setError] = useState<string | null>(null);
  const asking = useRef(false);
  const load = useCallback(
    async (after: number) => {
      if (asking.current && after > 0) return;
      asking.current = true;
      try {
        const page = await api.runs.rejects({ runId, after, limit: 200, ...(nodeId === '' ? {} : { nodeId }) });
        setError(null);
        setState((old) => ({ key, rows: after === 0 || old.key !== key ? page.rejects : [...old.rows, ...page.rejects], next: page.next, total: page.total }));
      } catch (reason) {
        setError(toReport(reason).message);
      } finally {
        asking.current = false;
      }
    },
    [runId, nodeId, key],
  );
  useEffect(() => void load(0), [load]);
  const { rows, next, total } = state;
  const loadMore = useCallback(() => {
    if (next !== null) void load(next);
  }, [load, next]);
  return { rows, total, more: next !== null, error, loadMore };
}
