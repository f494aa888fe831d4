import { type FieldType, fieldTypeSchema } from '../../core/base/field.ts';
import { told } from '../i18n/i18n.ts';
import { TYPE_LABELS } from '../ui/FieldTypeIcon.tsx';
import css from './form.module.css';

interface TypeSelectProps {
  label: string;
  value: FieldType | undefined;
  /** Words for "no type chosen"; absent when one must be chosen. */
  none?: string;
  onChange(type: FieldType | undefined): void;
  /** Pixels where there is room; it gives way to its neighbours. */
  width?: number;
}

/** Narrower than this no type can be told from another. */
const LEAST_WIDTH = 74;

/** Chooses the type of a field, in an analyst's words. */
export function TypeSelect({ label, value, none, onChange, width }: TypeSelectProps) {
  return (
    <select
      className={`${css.select} ${css.small}`}
      style={width === undefined ? undefined : { flex: `0 2 ${width}px`, minWidth: LEAST_WIDTH }}
      aria-label={label}
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value === '' ? undefined : (event.target.value as FieldType))}
    >
      {none !== undefined && <option value="">{none}</option>}
      {fieldTypeSchema.options
        .filter((type) => type !== 'any' || value === 'any')
        .map((type) => (
          <option key={type} value={type}>
            {told(TYPE_LABELS[type])}
          </option>
        ))}
    </select>
  );
}
