import { IconGripVertical, IconPlus, IconX } from '@tabler/icons-react';
import { t } from '../../i18n/i18n.ts';
import { ProblemLines } from '../FieldFrame.tsx';
import css from '../form.module.css';
import { repeatedKeys } from '../key-values/key-values-edit.ts';
import { pastedCells } from '../pasted-cells.ts';
import { moveItem, useReorder } from '../useReorder.ts';
import type { WidgetProps } from '../widget.ts';

/** A list of texts in an order that stays: typed one by one, or pasted as lines. */
export function TextsField({ id, labelId, value, onChange, field, problems }: WidgetProps<readonly string[]>) {
  const reorder = useReorder(value.length, (from, to) => onChange(moveItem(value, from, to)));
  const repeated = repeatedKeys(value);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a second label inside
    <div role="group" aria-labelledby={labelId} className={css.rows}>
      <ol className={css.rows}>
        {value.map((text, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a text that is being typed cannot be the key
          <li key={i} className={css.stack} {...reorder.rowProps(i)}>
            <div className={css.row}>
              <button className={`${css.icon} ${css.grip}`} {...reorder.handleProps(i, text || t('line {{number}}', { number: i + 1 }))}>
                <IconGripVertical size={14} />
              </button>
              <input
                {...(i === 0 ? { id } : {})}
                className={`${css.input} ${css.small}`}
                aria-label={`${field.label} ${i + 1}`}
                aria-invalid={repeated.has(i)}
                title={text}
                value={text}
                placeholder={field.placeholder}
                onChange={(event) => onChange(value.map((old, at) => (at === i ? event.target.value : old)))}
                onPaste={(event) => {
                  const lines = pastedCells(event.clipboardData.getData('text')).flat();
                  if (lines.length < 2) return;
                  event.preventDefault();
                  onChange([...value.slice(0, text === '' ? i : i + 1), ...lines, ...value.slice(i + 1)]);
                }}
              />
              <button
                type="button"
                className={css.icon}
                data-danger
                aria-label={t('Remove {{name}}', { name: text || t('line {{number}}', { number: i + 1 }) })}
                onClick={() => onChange(value.filter((_text, at) => at !== i))}
              >
                <IconX size={14} />
              </button>
            </div>
            {repeated.has(i) && <span className={css.help}>{t('"{{key}}" stands more than once.', { key: text.trim() })}</span>}
            <ProblemLines problems={problems.filter((problem) => problem.field === `${field.field}.${i}`)} />
          </li>
        ))}
      </ol>
      <div className={css.actions}>
        <button type="button" className={`${css.button} ${css.small} ${css.quiet}`} onClick={() => onChange([...value, ''])}>
          <IconPlus size={14} aria-hidden /> {t('Add a line')}
        </button>
      </div>
    </div>
  );
}
