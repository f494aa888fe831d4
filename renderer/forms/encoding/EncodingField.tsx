import { told } from '../../i18n/i18n.ts';
import css from '../form.module.css';
import type { WidgetProps } from '../widget.ts';
import { ENCODINGS } from './encodings.ts';

/** How characters are stored in a file. */
export function EncodingField({ id, value, onChange, describedBy, problems }: WidgetProps<string>) {
  const known = ENCODINGS.some((one) => one.value === value);
  return (
    <select
      id={id}
      className={css.select}
      value={value}
      aria-describedby={describedBy}
      aria-invalid={problems.length > 0}
      onChange={(event) => onChange(event.target.value)}
    >
      {!known && <option value={value}>{value}</option>}
      {ENCODINGS.map((one) => (
        <option key={one.value} value={one.value}>
          {told(one.label)}
        </option>
      ))}
    </select>
  );
}
