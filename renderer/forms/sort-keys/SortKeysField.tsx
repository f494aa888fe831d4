import { IconGripVertical, IconPlus, IconSortAscending, IconSortDescending, IconX } from '@tabler/icons-react';
import type { SortKey } from '../../../core/catalog/shapes.ts';
import { t, text, told } from '../../i18n/i18n.ts';
import { FieldPicker } from '../FieldPicker.tsx';
import css from '../form.module.css';
import { moveItem, useReorder } from '../useReorder.ts';
import { arrivingAt, problemAt, type WidgetProps } from '../widget.ts';

const ORDERS = [
  { value: 'natural', label: text('File 2 before file 10') },
  { value: 'text', label: text('Letter by letter') },
  { value: 'number', label: text('As numbers') },
  { value: 'language', label: text('As in a dictionary') },
] as const;
const EMPTIES = [
  { value: 'last', label: text('Empty ones last') },
  { value: 'first', label: text('Empty ones first') },
] as const;

/** Fields to sort by, the first one deciding first. */
export function SortKeysField({ labelId, value, onChange, field, context, problems }: WidgetProps<readonly SortKey[]>) {
  const fields = arrivingAt(context, field.port);
  const reorder = useReorder(value.length, (from, to) => onChange(moveItem(value, from, to)));
  const change = (at: number, part: Partial<SortKey>) => onChange(value.map((key, i) => (i === at ? { ...key, ...part } : key)));
  const unused = fields?.find((one) => !value.some((key) => key.field === one.name))?.name ?? '';
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a second label inside
    <div role="group" aria-labelledby={labelId} className={css.rows}>
      <ol className={css.rows}>
        {value.map((key, i) => {
          const Icon = key.direction === 'ascending' ? IconSortAscending : IconSortDescending;
          const name = key.field || t('field {{field}}', { field: i + 1 });
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: keys have no identity but their place
            <li key={i} className={css.card} {...reorder.rowProps(i)}>
              <div className={css.row}>
                <button className={`${css.icon} ${css.grip}`} {...reorder.handleProps(i, name)}>
                  <IconGripVertical size={14} />
                </button>
                <FieldPicker
                  size="small"
                  label={t('Field {{number}} to sort by', { number: i + 1 })}
                  fields={fields}
                  value={key.field}
                  invalid={problemAt(problems, `${field.field}.${i}.field`) !== undefined}
                  onChange={(next) => change(i, { field: next })}
                />
                <button
                  type="button"
                  className={css.icon}
                  aria-label={
                    key.direction === 'ascending' ? t('{{name}}: ascending; change direction', { name }) : t('{{name}}: descending; change direction', { name })
                  }
                  title={key.direction === 'ascending' ? t('Ascending: A to Z, small to large') : t('Descending: Z to A, large to small')}
                  onClick={() => change(i, { direction: key.direction === 'ascending' ? 'descending' : 'ascending' })}
                >
                  <Icon size={15} />
                </button>
                <button
                  type="button"
                  className={css.icon}
                  data-danger
                  aria-label={t('Remove {{name}}', { name })}
                  onClick={() => onChange(value.filter((_key, at) => at !== i))}
                >
                  <IconX size={14} />
                </button>
              </div>
              <div className={css.row}>
                <select
                  className={`${css.select} ${css.small}`}
                  aria-label={t('How {{name}} is compared', { name })}
                  value={key.order}
                  onChange={(event) => change(i, { order: event.target.value as SortKey['order'] })}
                >
                  {ORDERS.map((order) => (
                    <option key={order.value} value={order.value}>
                      {told(order.label)}
                    </option>
                  ))}
                </select>
                <select
                  className={`${css.select} ${css.small}`}
                  aria-label={t('Where empty {{name}} goes', { name })}
                  value={key.empty}
                  onChange={(event) => change(i, { empty: event.target.value as SortKey['empty'] })}
                >
                  {EMPTIES.map((empty) => (
                    <option key={empty.value} value={empty.value}>
                      {told(empty.label)}
                    </option>
                  ))}
                </select>
              </div>
            </li>
          );
        })}
      </ol>
      <div className={css.actions}>
        <button
          type="button"
          className={`${css.button} ${css.small} ${css.quiet}`}
          onClick={() => onChange([...value, { field: unused, direction: 'ascending', order: 'natural', empty: 'last' }])}
        >
          <IconPlus size={14} aria-hidden /> {t('Add a field')}
        </button>
      </div>
    </div>
  );
}
