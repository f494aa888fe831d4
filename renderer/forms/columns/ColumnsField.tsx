import { IconGripVertical, IconX } from '@tabler/icons-react';
import { t } from '../../i18n/i18n.ts';
import { FieldPicker } from '../FieldPicker.tsx';
import css from '../form.module.css';
import { moveItem, useReorder } from '../useReorder.ts';
import { arrivingAt, problemAt, type WidgetProps } from '../widget.ts';

/** Several arriving fields in an order that matters. */
export function ColumnsField({ id, labelId, value, onChange, field, context, problems }: WidgetProps<readonly string[]>) {
  const fields = arrivingAt(context, field.port);
  const reorder = useReorder(value.length, (from, to) => onChange(moveItem(value, from, to)));
  const free = fields?.filter((one) => !value.includes(one.name)) ?? null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a second label inside
    <div role="group" aria-labelledby={labelId} className={css.rows}>
      {value.length > 0 && (
        <ol className={css.rows}>
          {value.map((name, i) => (
            <li key={name} className={css.row} {...reorder.rowProps(i)}>
              <button className={`${css.icon} ${css.grip}`} {...reorder.handleProps(i, name)}>
                <IconGripVertical size={14} />
              </button>
              <FieldPicker
                size="small"
                label={`${field.label} ${i + 1}`}
                fields={fields}
                value={name}
                invalid={problemAt(problems, `${field.field}.${i}`) !== undefined}
                onChange={(next) => onChange(value.map((old, at) => (at === i ? next : old)))}
              />
              <button
                type="button"
                className={css.icon}
                data-danger
                aria-label={t('Remove {{name}}', { name })}
                onClick={() => onChange(value.filter((_old, at) => at !== i))}
              >
                <IconX size={14} />
              </button>
            </li>
          ))}
        </ol>
      )}
      {free && (
        <FieldPicker
          key={value.length}
          id={id}
          size="small"
          fields={free}
          value=""
          placeholder={value.length === 0 ? t('Choose a field') : t('Add a field')}
          onChange={(name) => onChange([...value, name])}
        />
      )}
      {!free && <TypedNames id={id} value={value} onChange={onChange} />}
    </div>
  );
}

/** While arriving fields are unknown, names are typed and added with Enter. */
function TypedNames({ id, value, onChange }: { id: string; value: readonly string[]; onChange(names: string[]): void }) {
  return (
    <input
      id={id}
      className={css.input}
      aria-label={t('Name of a field, added with Enter')}
      placeholder={t('Type a field name and press Enter')}
      onKeyDown={(event) => {
        const name = event.currentTarget.value.trim();
        if (event.key !== 'Enter' || name === '' || value.includes(name)) return;
        event.preventDefault();
        onChange([...value, name]);
        event.currentTarget.value = '';
      }}
    />
  );
}
