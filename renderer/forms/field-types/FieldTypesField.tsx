import { IconPlus, IconX } from '@tabler/icons-react';
import type { FieldTypeChoice } from '../../../core/catalog/shapes.ts';
import { t } from '../../i18n/i18n.ts';
import css from '../form.module.css';
import { FORMAT_EXAMPLES, TypeSelect } from '../TypeSelect.tsx';
import { arrivingAt, problemAt, type WidgetProps } from '../widget.ts';

/** Declared types: one line per field with its type and, where text must be read, its format. */
export function FieldTypesField({ labelId, value, onChange, field, context, problems }: WidgetProps<readonly FieldTypeChoice[]>) {
  const names = (arrivingAt(context, field.port) ?? []).map((one) => one.name);
  const change = (at: number, next: FieldTypeChoice) => onChange(value.map((one, i) => (i === at ? next : one)));
  const listId = `${labelId}-names`;
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
          const example = FORMAT_EXAMPLES[one.type];
          const wrong = problemAt(problems, `${field.field}.${i}.name`) ?? problemAt(problems, `${field.field}.${i}`);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a name that is being typed cannot be the key
            <li key={i} className={css.row}>
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
                  type && change(i, { name: one.name, type, ...(one.format !== undefined && FORMAT_EXAMPLES[type] ? { format: one.format } : {}) })
                }
              />
              {example !== undefined && (
                <input
                  className={`${css.input} ${css.small} ${css.mono}`}
                  style={{ width: 84, flex: 'none', paddingInline: 6 }}
                  aria-label={t('Format of {{name}}', { name: one.name })}
                  aria-invalid={problemAt(problems, `${field.field}.${i}.format`) !== undefined}
                  title={t('How it is written in the data. Empty: the usual form.')}
                  placeholder={example}
                  value={one.format ?? ''}
                  onChange={(event) => {
                    const { format: _old, ...rest } = one;
                    change(i, event.target.value === '' ? rest : { ...rest, format: event.target.value });
                  }}
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
