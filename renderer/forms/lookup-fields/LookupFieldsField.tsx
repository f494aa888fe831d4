import { IconPlus, IconStack2 } from '@tabler/icons-react';
import type { LookupField } from '../../../core/catalog/shapes.ts';
import { t } from '../../i18n/i18n.ts';
import { FieldPicker } from '../FieldPicker.tsx';
import css from '../form.module.css';
import { PairRow } from '../PairRow.tsx';
import { arrivingAt, problemAt, type WidgetProps } from '../widget.ts';

/** Which fields of the second input are added to a record, and what they are called there. */
export function LookupFieldsField({ labelId, value, onChange, field, context, problems }: WidgetProps<readonly LookupField[]>) {
  const fields = arrivingAt(context, field.port);
  const change = (at: number, part: Partial<LookupField>) => onChange(value.map((one, i) => (i === at ? { ...one, ...part } : one)));
  const taken = new Set((arrivingAt(context) ?? []).map((one) => one.name));
  const freeName = (name: string) => (taken.has(name) ? `${name} 2` : name);
  const missing = fields?.filter((one) => !value.some((added) => added.from === one.name)) ?? [];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a second label inside
    <div role="group" aria-labelledby={labelId} className={css.rows}>
      <ul className={css.rows}>
        {value.map((one, i) => (
          <PairRow
            // biome-ignore lint/suspicious/noArrayIndexKey: added fields have no identity but their place
            key={i}
            between="as"
            removeLabel={t('Remove {{name}}', { name: one.from || t('field {{field}}', { field: i + 1 }) })}
            onRemove={() => onChange(value.filter((_one, at) => at !== i))}
            left={
              <FieldPicker
                size="small"
                label={t('Added field {{number}}', { number: i + 1 })}
                fields={fields}
                value={one.from}
                invalid={problemAt(problems, `${field.field}.${i}.from`) !== undefined}
                onChange={(from) => change(i, { from, to: one.to === '' || one.to === freeName(one.from) ? freeName(from) : one.to })}
              />
            }
            right={
              <input
                className={`${css.input} ${css.small}`}
                aria-label={t('Name of added field {{number}}', { number: i + 1 })}
                aria-invalid={problemAt(problems, `${field.field}.${i}.to`) !== undefined}
                placeholder={t('Name')}
                value={one.to}
                onChange={(event) => change(i, { to: event.target.value })}
              />
            }
          />
        ))}
      </ul>
      <div className={css.actions}>
        <button type="button" className={`${css.button} ${css.small} ${css.quiet}`} onClick={() => onChange([...value, { from: '', to: '' }])}>
          <IconPlus size={14} aria-hidden /> {t('Add a field')}
        </button>
        {missing.length > 1 && (
          <button
            type="button"
            className={`${css.button} ${css.small} ${css.quiet}`}
            onClick={() => onChange([...value.filter((one) => one.from !== ''), ...missing.map((one) => ({ from: one.name, to: freeName(one.name) }))])}
          >
            <IconStack2 size={14} aria-hidden /> {t('Add all {{number}}', { number: missing.length })}
          </button>
        )}
      </div>
    </div>
  );
}
