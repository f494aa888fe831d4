import { TagsInput } from '@mantine/core';
import { IconGripVertical, IconLetterCase, IconX } from '@tabler/icons-react';
import { useId, useMemo } from 'react';
import type { Sample } from '../../../core/base/sample.ts';
import type { Condition, Operator } from '../../../core/catalog/shapes.ts';
import type { Problem } from '../../../core/flow/flow.ts';
import { t } from '../../i18n/i18n.ts';
import { distinctTexts } from '../distinct-texts.ts';
import { ProblemLines } from '../FieldFrame.tsx';
import { FieldPicker } from '../FieldPicker.tsx';
import formCss from '../form.module.css';
import type { Arriving } from '../widget.ts';
import css from './conditions.module.css';
import { minds, operandsOf, operatorsFor, operatorWords } from './operators.ts';
import type { ConditionMoves } from './use-condition-moves.ts';

interface ConditionRowProps {
  condition: Condition;
  path: string;
  fields: Arriving;
  sample: Sample | null;
  problems: readonly Problem[];
  /** By which it is moved; null where there is nowhere to go. */
  handle: ReturnType<ConditionMoves['handleProps']> | null;
  onChange(condition: Condition): void;
  onRemove(): void;
}

/** One comparison: field, operator and what it is compared with. Values seen in the data are offered. */
export function ConditionRow({ condition, path, fields, sample, problems, handle, onChange, onRemove }: ConditionRowProps) {
  const listId = useId();
  const type = fields?.find((field) => field.name === condition.field)?.type;
  const known = operatorsFor(type);
  const operators = known.includes(condition.operator) ? known : [condition.operator, ...known];
  const operands = operandsOf(condition.operator);
  const seen = useMemo(() => distinctTexts(sample, condition.field), [sample, condition.field]);
  const mine = problems.filter((problem) => problem.field === path || problem.field?.startsWith(`${path}.`));
  const wrongIn = (part: string) => mine.some((problem) => problem.field === `${path}.${part}`);
  const subject = condition.field || t('the field');
  const setField = (field: string) => {
    const next = operatorsFor(fields?.find((one) => one.name === field)?.type);
    onChange({ ...condition, field, operator: next.includes(condition.operator) ? condition.operator : (next[0] ?? 'equals') });
  };
  const setBetween = (at: 0 | 1, text: string) => {
    const values: [string, string] = [condition.values[0] ?? '', condition.values[1] ?? ''];
    values[at] = text;
    onChange({ ...condition, values });
  };
  const valueInput = (label: string, text: string, change: (text: string) => void, invalid: boolean) => (
    <input
      className={`${formCss.input} ${formCss.small}`}
      list={listId}
      aria-label={label}
      aria-invalid={invalid}
      placeholder={seen[0] ?? t('value')}
      value={text}
      onChange={(event) => change(event.target.value)}
    />
  );
  return (
    <div className={css.condition}>
      <div className={css.line}>
        {handle && (
          <button className={`${formCss.icon} ${formCss.grip} ${css.grip}`} {...handle}>
            <IconGripVertical size={13} />
          </button>
        )}
        <FieldPicker size="small" label={t('Field to look at')} fields={fields} value={condition.field} onChange={setField} invalid={wrongIn('field')} />
        <select
          className={`${formCss.select} ${formCss.small}`}
          style={{ width: 126, flex: 'none' }}
          aria-label={t('How {{name}} is compared', { name: subject })}
          aria-invalid={wrongIn('operator')}
          value={condition.operator}
          onChange={(event) => onChange({ ...condition, operator: event.target.value as Operator })}
        >
          {operators.map((operator) => (
            <option key={operator} value={operator}>
              {operatorWords(operator)}
            </option>
          ))}
        </select>
        <button type="button" className={formCss.icon} data-danger aria-label={t('Remove the condition on {{field}}', { field: subject })} onClick={onRemove}>
          <IconX size={14} />
        </button>
      </div>
      {operands !== 'none' && (
        <div className={css.line}>
          {operands === 'one' &&
            valueInput(
              t('Value {{field}} is compared with', { field: subject }),
              condition.value,
              (value) => onChange({ ...condition, value }),
              wrongIn('value'),
            )}
          {operands === 'two' && (
            <>
              {valueInput(t('Least value of {{field}}', { field: subject }), condition.values[0] ?? '', (text) => setBetween(0, text), wrongIn('values'))}
              <span className={formCss.note}>{t('and')}</span>
              {valueInput(t('Greatest value of {{field}}', { field: subject }), condition.values[1] ?? '', (text) => setBetween(1, text), wrongIn('values'))}
            </>
          )}
          {operands === 'list' && (
            <TagsInput
              className={formCss.grow}
              classNames={{ input: css.tags ?? '', pill: css.tag ?? '', inputField: css.tagField ?? '' }}
              aria-label={t('Values of {{field}}', { field: subject })}
              placeholder={condition.values.length === 0 ? t('Type a value, Enter adds it') : ''}
              data={seen}
              value={condition.values}
              splitChars={[';', '\t', '\n']}
              error={wrongIn('values')}
              onChange={(values) => onChange({ ...condition, values })}
            />
          )}
          {minds(condition.operator) && type !== 'integer' && type !== 'number' && type !== 'decimal' && (
            <button
              type="button"
              className={formCss.icon}
              aria-pressed={condition.caseSensitive}
              aria-label={t('Capitals make a difference')}
              title={condition.caseSensitive ? t('Capitals make a difference') : t('Capitals make no difference')}
              style={condition.caseSensitive ? { color: 'var(--accent)', background: 'var(--accent-soft)' } : undefined}
              onClick={() => onChange({ ...condition, caseSensitive: !condition.caseSensitive })}
            >
              <IconLetterCase size={15} />
            </button>
          )}
          <datalist id={listId}>
            {seen.map((text) => (
              <option key={text} value={text} />
            ))}
          </datalist>
        </div>
      )}
      <ProblemLines problems={mine} />
    </div>
  );
}
