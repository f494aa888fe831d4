import { IconGripVertical, IconX } from '@tabler/icons-react';
import { t } from '../../i18n/i18n.ts';
import { FieldTypeIcon } from '../../ui/FieldTypeIcon.tsx';
import { FieldPicker } from '../FieldPicker.tsx';
import css from '../form.module.css';
import { moveItem, useReorder } from '../useReorder.ts';
import { arrivingAt, problemAt, type WidgetProps } from '../widget.ts';
import columnsCss from './columns.module.css';
import { SeveralColumns } from './SeveralColumns.tsx';

/** Up to this many a field can be exchanged in its row; more stand as plain rows in a box that scrolls. */
const FEW = 12;
/** Below this many fields one after the other is quick enough. */
const WORTH_A_LIST = 4;

/** Several arriving fields in an order that matters. */
export function ColumnsField({ id, labelId, value, onChange, field, context, problems }: WidgetProps<readonly string[]>) {
  const fields = arrivingAt(context, field.port);
  const reorder = useReorder(value.length, (from, to) => onChange(moveItem(value, from, to)));
  const chosen = new Set(value);
  const free = fields?.filter((one) => !chosen.has(one.name)) ?? null;
  const types = new Map(fields?.map((one) => [one.name, one.type]));
  const few = value.length <= FEW;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a second label inside
    <div role="group" aria-labelledby={labelId} className={css.rows}>
      {value.length > 0 && (
        <ol className={few ? css.rows : columnsCss.many}>
          {value.map((name, i) => (
            <li key={name} className={css.row} {...reorder.rowProps(i)}>
              <button className={`${css.icon} ${css.grip}`} {...reorder.handleProps(i, name)}>
                <IconGripVertical size={14} />
              </button>
              {few ? (
                <FieldPicker
                  size="small"
                  label={`${field.label} ${i + 1}`}
                  fields={fields}
                  value={name}
                  invalid={problemAt(problems, `${field.field}.${i}`) !== undefined}
                  onChange={(next) => onChange(value.map((old, at) => (at === i ? next : old)))}
                />
              ) : (
                <span className={columnsCss.name} title={name} data-missing={(fields !== null && !types.has(name)) || undefined}>
                  <FieldTypeIcon type={types.get(name) ?? 'any'} /> <span>{name}</span>
                </span>
              )}
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
        <div className={css.line}>
          <FieldPicker
            key={value.length}
            id={id}
            size="small"
            fields={free}
            value=""
            placeholder={value.length === 0 ? t('Choose a field') : t('Add a field')}
            onChange={(name) => onChange([...value, name])}
          />
          {fields && fields.length > WORTH_A_LIST && <SeveralColumns label={field.label} fields={fields} value={value} onChange={onChange} />}
        </div>
      )}
      {!free && <TypedNames id={id} value={value} onChange={onChange} />}
    </div>
  );
}

/** While arriving fields are unknown, names are typed and added with Enter; several can be pasted at once. */
function TypedNames({ id, value, onChange }: { id: string; value: readonly string[]; onChange(names: string[]): void }) {
  const add = (names: readonly string[]) => onChange([...new Set([...value, ...names.map((name) => name.trim()).filter((name) => name !== '')])]);
  return (
    <input
      id={id}
      className={css.input}
      aria-label={t('Name of a field, added with Enter')}
      placeholder={t('Type a field name and press Enter')}
      onPaste={(event) => {
        const names = event.clipboardData.getData('text').split(/[\t\r\n;]+/);
        if (names.length < 2) return;
        event.preventDefault();
        add(names);
      }}
      onKeyDown={(event) => {
        const name = event.currentTarget.value.trim();
        if (event.key !== 'Enter' || name === '' || value.includes(name)) return;
        event.preventDefault();
        add([name]);
        event.currentTarget.value = '';
      }}
    />
  );
}
