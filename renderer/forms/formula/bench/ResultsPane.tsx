import { useId, useMemo, useState } from 'react';
import type { Sample } from '../../../../core/base/sample.ts';
import { t, told } from '../../../i18n/i18n.ts';
import { DataGrid } from '../../../ui/data-grid/DataGrid.tsx';
import { TYPE_LABELS } from '../../../ui/FieldTypeIcon.tsx';
import { formatCount } from '../../../ui/words.ts';
import type { Evaluated } from '../useEvaluated.ts';
import css from './bench.module.css';
import { MOST_TRIED, resultContent, resultRows } from './results.ts';

interface ResultsPaneProps {
  sample: Sample | null;
  evaluated: Evaluated | null;
  /** The formula can be computed. */
  sound: boolean;
  used: readonly string[];
  /** The record that was chosen, as a position in the sample. */
  onRecord(record: number): void;
}

/** What the formula gives for the sample records, those without a result among them and by themselves. */
export function ResultsPane({ sample, evaluated, sound, used, onRecord }: ResultsPaneProps) {
  const id = useId();
  const [which, setWhich] = useState<'all' | 'failing'>('all');
  const all = useMemo(() => resultRows(evaluated, 'all'), [evaluated]);
  const shown = useMemo(() => resultRows(evaluated, all.failing === 0 ? 'all' : which), [evaluated, which, all]);
  const content = useMemo(() => (sample && evaluated ? resultContent(sample, evaluated, shown, used) : null), [sample, evaluated, shown, used]);
  const views = [
    { which: 'all' as const, label: t('All {{number}}', { number: formatCount(all.rows.length) }) },
    { which: 'failing' as const, label: t('Without a result {{number}}', { number: formatCount(all.failing) }) },
  ];
  return (
    <section className={css.results} aria-label={t('Results on the sample')}>
      <div className={css.paneHead}>
        <h3>{t('Results on the sample')}</h3>
        {content && (
          <fieldset className={css.views}>
            <legend className="visually-hidden">{t('Which records')}</legend>
            {views.map((view) => (
              <label key={view.which} data-on={view.which === which || undefined} data-bad={(view.which === 'failing' && all.failing > 0) || undefined}>
                <input
                  type="radio"
                  name={id}
                  checked={view.which === which}
                  disabled={view.which === 'failing' && all.failing === 0}
                  onChange={() => setWhich(view.which)}
                />
                {view.label}
              </label>
            ))}
          </fieldset>
        )}
        {evaluated && <span className={css.ofRecord}>{told(TYPE_LABELS[evaluated.type])}</span>}
      </div>
      {content ? (
        <div className={css.grid}>
          <DataGrid
            label={t('Results on the sample')}
            content={content}
            onSelect={(place) => {
              const record = place === null ? undefined : shown.rows[place.row];
              if (record !== undefined) onRecord(record);
            }}
          />
        </div>
      ) : (
        <p className={css.nothing}>
          {!sample || sample.rows.length === 0
            ? t('Preview the step in front once: it gives the records to try the formula on.')
            : sound
              ? t('Computing…')
              : t('Results stand here as soon as the formula can be computed.')}
        </p>
      )}
      {sample && sample.rows.length > MOST_TRIED && (
        <p className={css.note}>{t('Tried on the first {{number}} records of the sample.', { number: formatCount(MOST_TRIED) })}</p>
      )}
    </section>
  );
}
