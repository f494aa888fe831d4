import { useEffect, useId, useMemo, useState } from 'react';
import type { Sample } from '../../../core/base/sample.ts';
import { t, told } from '../../i18n/i18n.ts';
import { DataGrid } from '../../ui/data-grid/DataGrid.tsx';
import { compareSamples } from '../../ui/record-drawer/compare.ts';
import { SideBySide } from '../../ui/record-drawer/SideBySide.tsx';
import { contentOfSample } from '../../ui/record-drawer/sample-content.ts';
import formCss from '../form.module.css';
import css from './code.module.css';
import { FailingLines, recordNumber } from './FailingLines.tsx';
import { TrialConsole } from './TrialConsole.tsx';
import { timeWords } from './trial-notes.ts';
import type { TrialResult } from './useTrial.ts';

type View = 'after' | 'before' | 'sides' | 'rejected' | 'console';

const NO_NAMES: ReadonlyMap<string, string> = new Map();

interface TrialProps {
  result: TrialResult;
  before: Sample;
  /** Much room: both sides stand beside each other at first. */
  tall?: boolean;
  onLine(line: number): void;
}

/** What the snippet made of the sample: records before and after, where it failed, what it rejected and logged, how long it took. */
export function Trial({ result, before, tall = false, onLine }: TrialProps) {
  const id = useId();
  const [view, setView] = useState<View>(tall ? 'sides' : 'after');
  const [record, setRecord] = useState<number | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another result has other records
  useEffect(() => setRecord(null), [result]);
  const content = useMemo(() => {
    if (view === 'console' || view === 'sides') return null;
    if (view === 'before') return contentOfSample(before);
    if (view === 'rejected') return contentOfSample(result.rejected);
    const after = changedFirst(before, result.sample);
    return contentOfSample(after, { comparison: compareSamples(before, after) });
  }, [view, result, before]);
  const sides = useMemo(() => {
    const after = changedFirst(before, result.sample);
    return { before: [{ port: 'in', label: t('Before'), sample: before }], after: [{ port: 'out', label: t('After'), sample: after }] };
  }, [before, result]);
  const views: { view: View; label: string }[] = [
    ...(tall ? [{ view: 'sides' as const, label: t('Side by side') }] : []),
    { view: 'after', label: t('After {{number}}', { number: result.sample.rows.length }) },
    { view: 'before', label: t('Before {{number}}', { number: before.rows.length }) },
    { view: 'rejected', label: t('Rejected {{number}}', { number: result.rejected.rows.length }) },
    { view: 'console', label: t('Console {{number}}', { number: result.console.length }) },
  ];
  const failing = result.failing ?? [];
  const { timing } = result;
  const show = (one: number) => {
    setView('before');
    setRecord(one);
  };
  return (
    <section className={css.trial} data-tall={tall || undefined} aria-label={t('Result of the trial')}>
      {failing.length > 0 ? (
        <FailingLines failing={failing} sample={before} onLine={onLine} onRecord={show} />
      ) : (
        result.error && (
          <p className={formCss.problem}>
            <span>
              <b className={css.bad}>
                {told(result.error.message)}
                {result.error.line !== undefined && ` (${t('line {{line}}', { line: result.error.line })})`}
              </b>{' '}
              {told(result.error.hint ?? '')}
            </span>
          </p>
        )
      )}
      <fieldset className={css.views}>
        <legend className="visually-hidden">{t('What to look at')}</legend>
        {views.map((one) => (
          <label key={one.view} data-on={one.view === view || undefined}>
            <input type="radio" name={id} checked={one.view === view} onChange={() => setView(one.view)} />
            {one.label}
          </label>
        ))}
        {result.microsecondsPerRecord > 0 && (
          <span className={css.speed}>
            {speed(result.microsecondsPerRecord)}
            {timing?.slowest && (
              <>
                {' · '}
                <button type="button" className={css.recordLink} onClick={() => timing.slowest && show(timing.slowest.record)}>
                  {t('longest: record {{number}}, {{time}}', {
                    number: recordNumber(before, timing.slowest.record),
                    time: timeWords(timing.slowest.microseconds),
                  })}
                </button>
              </>
            )}
          </span>
        )}
        {timing && (
          <span className={css.speed}>
            {t('Lines were measured in a run of their own, which took {{times}} times as long; that is taken off.', { times: timing.slower.toFixed(1) })}
          </span>
        )}
      </fieldset>
      {view === 'sides' ? (
        <div className={css.sides}>
          <SideBySide before={sides.before} after={sides.after} renamed={NO_NAMES} />
        </div>
      ) : content ? (
        <div className={css.grid}>
          <DataGrid label={`${t('Trial')}, ${view}`} content={content} pinnedRow={view === 'before' ? record : null} />
        </div>
      ) : (
        <TrialConsole result={result} sample={before} onRecord={show} />
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
  return t('{{time}} a record, about {{count}} records a second', { time: timeWords(microseconds), count: Number((1_000_000 / microseconds).toPrecision(2)) });
}
