import { useState } from 'react';
import type { Sample } from '../../../../core/base/sample.ts';
import { fieldReference } from '../../../../core/formula/field-path.ts';
import { t } from '../../../i18n/i18n.ts';
import { FieldTypeIcon } from '../../../ui/FieldTypeIcon.tsx';
import { showValue } from '../../../ui/values.ts';
import formCss from '../../form.module.css';
import type { Arriving } from '../../widget.ts';
import css from './bench.module.css';

interface FieldsPaneProps {
  fields: Arriving;
  sample: Sample | null;
  /** The record whose values are shown, as a position in the sample. */
  record: number;
  used: readonly string[];
  onInsert(text: string): void;
}

/** The fields that arrive, each with its value in one record; a click puts it into the formula. */
export function FieldsPane({ fields, sample, record, used, onInsert }: FieldsPaneProps) {
  const [query, setQuery] = useState('');
  const wanted = query.trim().toLowerCase();
  const shown = (fields ?? []).filter(({ name }) => name.toLowerCase().includes(wanted));
  const shownValue = (name: string, seen: string | undefined): string => {
    const at = sample?.fields.findIndex((field) => field.name === name) ?? -1;
    const row = sample?.rows[record];
    return row && at >= 0 ? showValue(row[at] ?? null, sample?.fields[at]?.type ?? 'any').text : (seen ?? '');
  };
  return (
    <section className={css.pane} aria-label={t('Fields')}>
      <div className={css.paneHead}>
        <h3>{t('Fields')}</h3>
        {sample && sample.rows.length > 0 && <span className={css.ofRecord}>{t('Record {{number}}', { number: numberOf(sample, record) })}</span>}
      </div>
      <input
        className={`${formCss.input} ${formCss.small}`}
        type="search"
        aria-label={t('Find a field')}
        placeholder={t('Find a field')}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      <ul className={css.list}>
        {shown.map((field) => (
          <li key={field.name}>
            <button
              type="button"
              className={css.entry}
              data-used={used.includes(field.name) || undefined}
              title={t('Put {{name}} into the formula', { name: fieldReference(field.name) })}
              onClick={() => onInsert(fieldReference(field.name))}
            >
              <FieldTypeIcon type={field.type} />
              <span className={css.name}>{field.name}</span>
              <span className={css.value}>{shownValue(field.name, field.sample)}</span>
            </button>
          </li>
        ))}
      </ul>
      {shown.length === 0 && (
        <p className={css.nothing}>
          {fields === null ? t('Which fields arrive is not known before the step in front was previewed.') : t('No field has a name like that.')}
        </p>
      )}
    </section>
  );
}

function numberOf(sample: Sample, record: number): number {
  return (sample.origins[record]?.ordinal ?? record) + 1;
}
