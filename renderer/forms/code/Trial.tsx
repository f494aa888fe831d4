import { useId, useMemo, useState } from 'react';
import type { Sample } from '../../../core/base/sample.ts';
import { t } from '../../i18n/i18n.ts';
import { DataGrid } from '../../ui/data-grid/DataGrid.tsx';
import { compareSamples } from '../../ui/record-drawer/compare.ts';
import { contentOfSample } from '../../ui/record-drawer/sample-content.ts';
import formCss from '../form.module.css';
import css from './code.module.css';
import type { TrialResult } from './useTrial.ts';

type View = 'after' | 'before' | 'rejected' | 'console';

/** What the snippet made of the sample: records before and after, what it rejected, what it logged, how long it took. */
export function Trial({ result, before, tall = false }: { result: TrialResult; before: Sample; tall?: boolean }) {
  const id = useId();
  const [view, setView] = useState<View>('after');
  const content = useMemo(() => {
    if (view === 'console') return null;
    if (view === 'before') return contentOfSample(before);
    if (view === 'rejected') return contentOfSample(result.rejected);
    const after = changedFirst(before, result.sample);
    return contentOfSample(after, { comparison: compareSamples(before, after) });
  }, [view, result, before]);
  const views: { view: View; label: string }[] = [
    { view: 'after', label: t('After {{number}}', { number: result.sample.rows.length }) },
    { view: 'before', label: t('Before {{number}}', { number: before.rows.length }) },
    { view: 'rejected', label: t('Rejected {{number}}', { number: result.rejected.rows.length }) },
    { view: 'console', label: t('Console {{number}}', { number: result.console.length }) },
  ];
  return (
    <section className={css.trial} data-tall={tall || undefined} aria-label={t('Result of the trial')}>
      {result.error && (
        <p className={formCss.problem}>
          <span>
            <b className={css.bad}>
              {result.error.message}
              {result.error.line !== undefined && ` (${t('line {{line}}', { line: result.error.line })})`}
            </b>{' '}
            {result.error.hint}
          </span>
        </p>
      )}
      <fieldset className={css.views}>
        <legend className="visually-hidden">{t('What to look at')}</legend>
        {views.map((one) => (
          <label key={one.view} data-on={one.view === view || undefined}>
            <input type="radio" name={id} checked={one.view === view} onChange={() => setView(one.view)} />
            {one.label}
          </label>
        ))}
        {result.microsecondsPerRecord > 0 && <span className={css.speed}>{speed(result.microsecondsPerRecord)}</span>}
      </fieldset>
      {content ? (
        <div className={css.grid}>
          <DataGrid label={`${t('Trial')}, ${view}`} content={content} />
        </div>
      ) : (
        <pre className={css.console}>{result.console.length === 0 ? t('Nothing was logged.') : result.console.join('\n')}</pre>
      )}
    </section>
  );
}

/** The same records with new and changed fields in front: they are what the code is about. */
function changedFirst(before: Sample, after: Sample): Sample {
  const { columnMark } = compareSamples(before, after);
  const columns = [...after.fields.keys()];
  const order = [...columns.filter((column) => columnMark(column)), ...columns.filter((column) => !columnMark(column))];
  const pick = <T,>(items: readonly T[]): T[] => order.flatMap((column) => items.slice(column, column + 1));
  return { ...after, fields: pick(after.fields), rows: after.rows.map(pick) };
}

function speed(microseconds: number): string {
  const time =
    microseconds < 1_000 ? `${microseconds < 10 ? microseconds.toFixed(1) : Math.round(microseconds)} µs` : `${(microseconds / 1_000).toFixed(1)} ms`;
  return t('{{time}} a record, about {{count}} records a second', { time, count: Number((1_000_000 / microseconds).toPrecision(2)) });
}
