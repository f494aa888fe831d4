import { IconArrowRight, IconChevronRight, IconFunction, IconGripVertical, IconTrash } from '@tabler/icons-react';
import { memo, useId, useState } from 'react';
import type { Sample } from '../../../core/base/sample.ts';
import type { MappingItem } from '../../../core/catalog/shapes.ts';
import type { Problem } from '../../../core/flow/flow.ts';
import { t } from '../../i18n/i18n.ts';
import { ProblemLines } from '../FieldFrame.tsx';
import { FieldPicker } from '../FieldPicker.tsx';
import formCss from '../form.module.css';
import { FormatCheck } from '../format/FormatCheck.tsx';
import { FormatInput } from '../format/FormatInput.tsx';
import { conversion } from '../format/sample-values.ts';
import { useFormatSubject } from '../format/use-format-subject.ts';
import { FormulaEditor, NO_FORMULA } from '../formula/FormulaEditor.tsx';
import { TypeSelect } from '../TypeSelect.tsx';
import type { useReorder } from '../useReorder.ts';
import type { Arriving } from '../widget.ts';
import css from './mapping.module.css';
import { isNewName } from './mapping-edit.ts';

type Reorder = ReturnType<typeof useReorder>;

export interface MappingRowProps {
  item: MappingItem;
  index: number;
  /** Rows in all: the handle of the last one moves no further. */
  count: number;
  path: string;
  open: boolean;
  fields: Arriving;
  sample: Sample | null;
  result: { text: string; empty: boolean } | null;
  zone: string;
  problems: readonly Problem[];
  rowProps: ReturnType<Reorder['rowProps']>;
  handleProps: ReturnType<Reorder['handleProps']>;
  /** The same functions for all rows, whatever the list holds: a row that is not drawn anew may call an older one. */
  onToggle(index: number): void;
  onChange(index: number, item: MappingItem): void;
  onRemove(index: number): void;
}

/** One target field: a line that says what it is, and unfolded all that can be set about it. Drawn again only when something of it is new. */
export const MappingRow = memo(DrawnRow, isSameRow);

function DrawnRow({
  item,
  index,
  path,
  open,
  fields,
  sample,
  result,
  zone,
  problems,
  rowProps,
  handleProps,
  onToggle,
  onChange: change,
  onRemove,
}: MappingRowProps) {
  const onChange = (next: MappingItem) => change(index, next);
  const id = useId();
  // A formula that was just emptied is still one: its editor stays where the hands are.
  const [isEmptied, setEmptied] = useState(false);
  const computed = item.formula !== '' || (open && isEmptied && item.from === '');
  const mine = problemsAt(problems, path);
  const name = item.to || t('field {{number}}', { number: index + 1 });
  const from = computed ? undefined : fields?.find((field) => field.name === item.from)?.type;
  const how = conversion(from, item.type);
  const subject = useFormatSubject(open ? how : null, open && !computed ? sample : null, item.from, from, zone);
  const setType = (type: MappingItem['type']) => {
    const { type: _old, format, ...rest } = item;
    onChange({ ...rest, ...(type ? { type, ...(format !== undefined && conversion(from, type)?.type === how?.type ? { format } : {}) } : {}) });
  };
  const setFormat = (format: string) => {
    const { format: _old, ...rest } = item;
    onChange(format === '' ? rest : { ...rest, format });
  };
  return (
    <li className={css.item} data-open={open || undefined} data-wrong={mine.some((problem) => problem.severity === 'error') || undefined} {...rowProps}>
      <div className={css.line}>
        <button className={`${formCss.icon} ${formCss.grip} ${css.grip}`} {...handleProps}>
          <IconGripVertical size={13} />
        </button>
        <button type="button" className={css.summary} aria-expanded={open} aria-controls={`${id}-details`} onClick={() => onToggle(index)}>
          <span className={computed ? css.formulaText : css.from} title={computed ? item.formula : item.from}>
            {computed ? item.formula : item.from || t('choose a field')}
          </span>
          <span className={css.arrow} aria-hidden>
            {computed ? <IconFunction size={14} /> : <IconArrowRight size={13} />}
          </span>
          <span className={css.to}>
            <span className={css.toName} data-new={computed || item.from !== item.to || undefined}>
              {item.to || t('no name')}
            </span>
            {result && (
              <span className={css.result} data-empty={result.empty || undefined} title={t('First sample record: {{value}}', { value: result.text })}>
                {result.text}
              </span>
            )}
          </span>
          <IconChevronRight size={13} aria-hidden className={css.chevron} />
        </button>
      </div>
      {open && (
        <div id={`${id}-details`} className={css.details}>
          <label className={css.part}>
            <span>{t('Name')}</span>
            <input
              className={`${formCss.input} ${formCss.small}`}
              value={item.to}
              ref={focusUnnamed}
              onChange={(event) => onChange({ ...item, to: event.target.value })}
            />
          </label>
          <div className={css.part}>
            <span id={`${id}-kind`}>{t('Value')}</span>
            <fieldset className={css.kinds} aria-labelledby={`${id}-kind`}>
              {(['field', 'formula'] as const).map((kind) => (
                <label key={kind} data-on={(kind === 'formula') === computed || undefined}>
                  <input
                    type="radio"
                    name={`${id}-kind`}
                    checked={(kind === 'formula') === computed}
                    onChange={() => {
                      setEmptied(false);
                      onChange(
                        kind === 'formula' ? { ...item, formula: item.from === '' ? NO_FORMULA : `[${item.from}]`, from: '' } : { ...item, formula: '' },
                      );
                    }}
                  />
                  {kind === 'field' ? t('Field as it is') : t('Formula')}
                </label>
              ))}
            </fieldset>
          </div>
          {computed ? (
            <FormulaEditor
              label={t('Formula of {{name}}', { name })}
              value={item.formula}
              fields={fields}
              sample={sample}
              zone={zone}
              onChange={(formula) => {
                setEmptied(formula === '');
                onChange({ ...item, formula, from: '' });
              }}
            />
          ) : (
            <FieldPicker
              size="small"
              label={t('Field for {{name}}', { name })}
              fields={fields}
              value={item.from}
              onChange={(from) => onChange({ ...item, from, to: item.to === '' || item.to === item.from ? from : item.to })}
            />
          )}
          <div className={css.part}>
            <span>{t('Type')}</span>
            <TypeSelect label={t('Type of {{name}}', { name })} value={item.type} none={t('as it comes')} onChange={setType} />
            {how && <FormatInput label={t('Format of {{name}}', { name })} type={how.type} value={item.format ?? ''} subject={subject} onChange={setFormat} />}
            <button type="button" className={formCss.icon} data-danger aria-label={t('Remove {{name}}', { name })} onClick={() => onRemove(index)}>
              <IconTrash size={14} />
            </button>
          </div>
          <FormatCheck value={item.format ?? ''} subject={subject} onChange={setFormat} />
        </div>
      )}
      <ProblemLines problems={open ? mine.filter((problem) => problem.code !== 'wrong-formula') : mine} />
    </li>
  );
}

function problemsAt(problems: readonly Problem[], path: string): readonly Problem[] {
  return problems.filter(({ field }) => field === path || field?.startsWith(`${path}.`));
}

/** A folded row shows nothing of the fields and the sample but its own result. Each letter makes the settings anew, so they are compared by what they hold. */
function isSameRow(was: MappingRowProps, now: MappingRowProps): boolean {
  return (
    was.open === now.open &&
    was.index === now.index &&
    was.count === now.count &&
    was.path === now.path &&
    (!now.open || (was.fields === now.fields && was.sample === now.sample && was.zone === now.zone)) &&
    holdsTheSame(was.item, now.item) &&
    holdsTheSame(was.result ?? {}, now.result ?? {}) &&
    holdsTheSame(was.rowProps, now.rowProps) &&
    was.handleProps['aria-label'] === now.handleProps['aria-label'] &&
    saysTheSame(problemsAt(was.problems, was.path), problemsAt(now.problems, now.path))
  );
}

function holdsTheSame(was: object, now: object): boolean {
  const [left, right] = [Object.entries(was), new Map(Object.entries(now))];
  return left.length === right.size && left.every(([name, value]) => right.has(name) && right.get(name) === value);
}

function saysTheSame(was: readonly Problem[], now: readonly Problem[]): boolean {
  return was.length === now.length && was.every((one, at) => one === now[at] || JSON.stringify(one) === JSON.stringify(now[at]));
}

/** A field that was just added has no name of its own yet: typing can begin at once. */
function focusUnnamed(input: HTMLInputElement | null): void {
  if (!input || !(input.value === '' || isNewName(input.value))) return;
  input.focus();
  input.select();
}
