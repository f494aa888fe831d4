import { IconGripVertical, IconPlus, IconX } from '@tabler/icons-react';
import { useEffect, useId, useRef } from 'react';
import type { RowsForm } from '../../../core/catalog/form.ts';
import { newId } from '../../editing/new-id.ts';
import { t, told } from '../../i18n/i18n.ts';
import formCss from '../form.module.css';
import { PART_WIDGETS } from '../part-widgets.ts';
import { moveItem, useReorder } from '../useReorder.ts';
import type { WidgetProps } from '../widget.ts';
import { RowCard } from './RowCard.tsx';
import { RowLine } from './RowLine.tsx';
import { fitsInALine, keyOf, newRow, type Row, withArticle } from './row-edit.ts';
import css from './rows.module.css';

const NO_ROWS: RowsForm = { noun: 'entry', parts: [], empty: {} };

/** A list of entries of one shape: one line each where the parts are few and short, else a card each. */
export function RowsField({ labelId, value, onChange, field, context, problems }: WidgetProps<readonly Row[]>) {
  const form = field.rows ?? NO_ROWS;
  const { noun, parts, idKey, most, unordered } = form;
  const fullId = useId();
  const list = useRef<HTMLOListElement>(null);
  const isAdding = useRef(false);
  const reorder = useReorder(value.length, (from, to) => onChange(moveItem(value, from, to), `${field.field}.move.${from}.${to}`));
  const inLine = fitsInALine(parts, (part) => PART_WIDGETS[part.widget].short === true);
  const Entry = inLine ? RowLine : RowCard;
  const count = value.length;
  const isFull = most !== undefined && count >= most;
  useEffect(() => {
    if (!isAdding.current || count === 0) return;
    isAdding.current = false;
    list.current?.lastElementChild?.querySelector<HTMLElement>('input, select, textarea')?.focus();
  }, [count]);
  const add = () => {
    isAdding.current = true;
    onChange([...value, newRow(form, newId)], `${field.field}.add.${count}`);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a second label inside
    <div role="group" aria-labelledby={labelId} className={formCss.rows}>
      {inLine && count > 0 && (
        <div className={css.heads} data-ordered={!unordered || undefined} aria-hidden>
          {parts.map((part) => (
            <span key={part.field} data-narrow={part.widget === 'switch' || undefined}>
              {part.label}
            </span>
          ))}
        </div>
      )}
      <ol ref={list} className={formCss.rows}>
        {value.map((row, i) => {
          const name = `${told(noun)} ${i + 1}`;
          return (
            <li key={keyOf(row, i, idKey)} className={inLine ? css.line : formCss.card} aria-label={name} {...reorder.rowProps(i)}>
              <Entry
                row={row}
                index={i}
                name={name}
                list={field}
                parts={parts}
                context={context}
                problems={problems}
                grip={
                  !unordered && (
                    <button className={`${formCss.icon} ${formCss.grip}`} {...reorder.handleProps(i, name)}>
                      <IconGripVertical size={14} />
                    </button>
                  )
                }
                remove={
                  <button
                    type="button"
                    className={formCss.icon}
                    data-danger
                    aria-label={t('Remove {{name}}', { name })}
                    onClick={() =>
                      onChange(
                        value.filter((_row, at) => at !== i),
                        `${field.field}.remove.${count}`,
                      )
                    }
                  >
                    <IconX size={14} />
                  </button>
                }
                onChange={(key, next) =>
                  onChange(
                    value.map((old, at) => (at === i ? { ...old, [key]: next } : old)),
                    `${field.field}.${i}.${key}`,
                  )
                }
              />
            </li>
          );
        })}
      </ol>
      <div className={formCss.actions}>
        <button
          type="button"
          className={`${formCss.button} ${formCss.small} ${formCss.quiet}`}
          disabled={isFull}
          aria-describedby={isFull ? fullId : undefined}
          onClick={add}
        >
          <IconPlus size={14} aria-hidden /> {t('Add {{name}}', { name: withArticle(noun) })}
        </button>
        {isFull && (
          <span id={fullId} className={formCss.note}>
            {t('There can be {{most}} at most.', { most: most ?? 0 })}
          </span>
        )}
      </div>
    </div>
  );
}
