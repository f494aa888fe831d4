import { IconPlus, IconX } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { FieldTypeChoice } from '../../../core/catalog/shapes.ts';
import { t } from '../../i18n/i18n.ts';
import css from '../form.module.css';
import { FormatCheck } from '../format/FormatCheck.tsx';
import { FormatInput } from '../format/FormatInput.tsx';
import { valuesOf } from '../format/sample-values.ts';
import { isFormatted } from '../format/usual-forms.ts';
import { TypeSelect } from '../TypeSelect.tsx';
import { arrivingAt, problemAt, type WidgetProps } from '../widget.ts';
import { useRawSample } from './use-raw-values.ts';

/** Declared types: one line per field with its type and, where text must be read, its format. */
export function FieldTypesField({ labelId, value, onChange, field, context, problems }: WidgetProps<readonly FieldTypeChoice[]>) {
  const names = (arrivingAt(context, field.port) ?? []).map((one) => one.name);
  const change = (at: number, next: FieldTypeChoice) => onChange(value.map((one, i) => (i === at ? next : one)));
  const listId = `${labelId}-names`;
  const raw = useRawSample(context);
  const { zone } = context;
  const subjects = useMemo(
    () => value.map(({ name, type }) => (raw && isFormatted(type) ? { direction: 'read' as const, type, zone, values: valuesOf(raw, name) } : null)),
    [raw, value, zone],
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a second label inside
    <div role="group" aria-labelledby={labelId} className={css.rows}>
      {value.length === 0 && <p className={css.empty}>{context.role === 'source' ? t('All fields are text, exactly as read.') : t('No type is declared.')}</p>}
      <datalist id={listId}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <ul className={css.rows}>
        {value.map((one, i) => {
          const formatted = context.role === 'source' && isFormatted(one.type);
          const setFormat = (format: string) => {
            const { format: _old, ...rest } = one;
            change(i, format === '' ? rest : { ...rest, format });
          };
          const wrong = problemAt(problems, `${field.field}.${i}.name`) ?? problemAt(problems, `${field.field}.${i}`);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a name that is being typed cannot be the key
            <li key={i} className={css.stack}>
              <div className={css.row}>
                <input
                  className={`${css.input} ${css.small}`}
                  style={{ flex: '1 0 96px', width: 96 }}
                  list={listId}
                  aria-label={t('Name of field {{number}}', { number: i + 1 })}
                  aria-invalid={wrong !== undefined}
                  value={one.name}
                  title={one.name}
                  placeholder={t('Field')}
                  onChange={(event) => change(i, { ...one, name: event.target.value })}
                />
                <TypeSelect
                  label={t('Type of {{name}}', { name: one.name || t('field {{field}}', { field: i + 1 }) })}
                  value={one.type}
                  width={92}
                  onChange={(type) =>
                    type && change(i, { name: one.name, type, ...(one.format !== undefined && isFormatted(type) ? { format: one.format } : {}) })
                  }
                />
                {formatted && (
                  <FormatInput
                    label={t('Format of {{name}}', { name: one.name })}
                    type={one.type}
                    value={one.format ?? ''}
                    subject={subjects[i] ?? null}
                    invalid={problemAt(problems, `${field.field}.${i}.format`) !== undefined}
                    onChange={setFormat}
                  />
                )}
                <button
                  type="button"
                  className={css.icon}
                  data-danger
                  aria-label={t('Remove {{name}}', { name: one.name || t('field {{field}}', { field: i + 1 }) })}
                  onClick={() => onChange(value.filter((_one, at) => at !== i))}
                >
                  <IconX size={14} />
                </button>
              </div>
              {formatted && <FormatCheck value={one.format ?? ''} subject={subjects[i] ?? null} onChange={setFormat} />}
            </li>
          );
        })}
      </ul>
      <div className={css.actions}>
        <button type="button" className={`${css.button} ${css.small} ${css.quiet}`} onClick={() => onChange([...value, { name: '', type: 'text' }])}>
          <IconPlus size={14} aria-hidden /> {t('Add a field')}
        </button>
        {value.length > 0 && (
          <button type="button" className={`${css.button} ${css.small} ${css.quiet}`} onClick={() => onChange([])}>
            {t('All as text')}
          </button>
        )}
      </div>
    </div>
  );
}
