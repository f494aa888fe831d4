import { useState } from 'react';
import type { Field } from '../../../core/base/field.ts';
import type { Value } from '../../../core/base/value.ts';
import { t } from '../../i18n/i18n.ts';
import { FieldTypeIcon } from '../FieldTypeIcon.tsx';
import { textOfValue, valueOfText } from './edit-records.ts';
import css from './record-editor.module.css';

interface RecordFormProps {
  fields: readonly Field[];
  row: readonly Value[];
  /** Null while a value does not fit its field. */
  onChange(row: Value[] | null): void;
}

/** One record, a field below the other. */
export function RecordForm({ fields, row, onChange }: RecordFormProps) {
  const [texts, setTexts] = useState(() => fields.map((_, at) => textOfValue(row[at])));
  const read = fields.map(({ type }, at) => valueOfText(texts[at] ?? '', type));
  const change = (at: number, typed: string) => {
    const next = texts.with(at, typed);
    setTexts(next);
    const values: Value[] = [];
    for (const [position, { type }] of fields.entries()) {
      const one = valueOfText(next[position] ?? '', type);
      if (!one.ok) return onChange(null);
      values.push(one.value);
    }
    onChange(values);
  };
  return (
    <fieldset className={css.record} aria-label={t('Values of the record')}>
      {fields.map((field, at) => {
        const problem = read[at];
        return (
          <label key={field.name} className={css.field}>
            <span className={css.name}>
              <FieldTypeIcon type={field.type} /> {field.name}
            </span>
            <input
              value={texts[at] ?? ''}
              placeholder={t('nothing')}
              spellCheck={false}
              aria-invalid={problem?.ok === false}
              onChange={(event) => change(at, event.target.value)}
            />
            {problem?.ok === false && <small role="alert">{problem.problem}</small>}
          </label>
        );
      })}
    </fieldset>
  );
}
