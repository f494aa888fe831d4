import { IconGripVertical, IconPlus, IconX } from '@tabler/icons-react';
import { t } from '../../i18n/i18n.ts';
import { ProblemLines } from '../FieldFrame.tsx';
import css from '../form.module.css';
import { pastedCells } from '../pasted-cells.ts';
import { moveItem, useReorder } from '../useReorder.ts';
import { problemAt, type WidgetProps } from '../widget.ts';
import { insertPairs, type KeyValue, pairsFrom, repeatedKeys } from './key-values-edit.ts';

/** Keys with their values, in an order that stays: typed line by line, or pasted from a spreadsheet. Nothing secret belongs here. */
export function KeyValuesField({ id, labelId, value, onChange, field, problems }: WidgetProps<readonly KeyValue[]>) {
  const reorder = useReorder(value.length, (from, to) => onChange(moveItem(value, from, to)));
  const change = (at: number, part: Partial<KeyValue>) => onChange(value.map((one, i) => (i === at ? { ...one, ...part } : one)));
  const repeated = repeatedKeys(value.map(({ key }) => key));
  const paste = (at: number, event: React.ClipboardEvent) => {
    const rows = pastedCells(event.clipboardData.getData('text'));
    if (rows.length < 2 && (rows[0]?.length ?? 0) < 2) return;
    event.preventDefault();
    onChange(insertPairs(value, at, pairsFrom(rows)));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a second label inside
    <div role="group" aria-labelledby={labelId} className={css.rows}>
      <ul className={css.rows}>
        {value.map((one, i) => {
          const name = one.key || t('line {{number}}', { number: i + 1 });
          const own = problems.filter((problem) => problem.field === `${field.field}.${i}` || problem.field?.startsWith(`${field.field}.${i}.`));
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a key that is being typed cannot be the key
            <li key={i} className={css.stack} {...reorder.rowProps(i)}>
              <div className={css.row}>
                <button className={`${css.icon} ${css.grip}`} {...reorder.handleProps(i, name)}>
                  <IconGripVertical size={14} />
                </button>
                <input
                  {...(i === 0 ? { id } : {})}
                  className={`${css.input} ${css.small}`}
                  style={{ flex: '0 1 38%' }}
                  aria-label={t('Key {{number}}', { number: i + 1 })}
                  aria-invalid={repeated.has(i) || problemAt(problems, `${field.field}.${i}.key`) !== undefined}
                  title={one.key}
                  placeholder={t('Key')}
                  spellCheck={false}
                  value={one.key}
                  onChange={(event) => change(i, { key: event.target.value })}
                  onPaste={(event) => paste(i, event)}
                />
                <input
                  className={`${css.input} ${css.small} ${css.grow}`}
                  aria-label={t('Value of {{name}}', { name })}
                  aria-invalid={problemAt(problems, `${field.field}.${i}.value`) !== undefined}
                  title={one.value}
                  placeholder={t('Value')}
                  spellCheck={false}
                  value={one.value}
                  onChange={(event) => change(i, { value: event.target.value })}
                />
                <button
                  type="button"
                  className={css.icon}
                  data-danger
                  aria-label={t('Remove {{name}}', { name })}
                  onClick={() => onChange(value.filter((_one, at) => at !== i))}
                >
                  <IconX size={14} />
                </button>
              </div>
              {repeated.has(i) && <span className={css.help}>{t('"{{key}}" stands more than once.', { key: one.key.trim() })}</span>}
              {one.key.trim() === '' && one.value !== '' && <span className={css.help}>{t('This value has no key.')}</span>}
              <ProblemLines problems={own} />
            </li>
          );
        })}
      </ul>
      <div className={css.actions}>
        <button type="button" className={`${css.button} ${css.small} ${css.quiet}`} onClick={() => onChange([...value, { key: '', value: '' }])}>
          <IconPlus size={14} aria-hidden /> {t('Add a line')}
        </button>
        <span className={css.note}>{t('Two columns of a spreadsheet can be pasted into a key.')}</span>
      </div>
    </div>
  );
}
