import { t, told } from '../../i18n/i18n.ts';
import css from '../form.module.css';
import type { WidgetProps } from '../widget.ts';
import { DELIMITERS } from './delimiters.ts';

/** The character between two cells: a usual one, detected by itself where a file is read, or any other. */
export function DelimiterField({ id, value, onChange, describedBy, problems, context }: WidgetProps<string>) {
  const other = value !== 'auto' && !DELIMITERS.some((one) => one.value === value);
  const reads = context.role === 'source' || value === 'auto';
  return (
    <span className={css.line}>
      <select
        id={id}
        className={css.select}
        value={other ? 'other' : value}
        aria-describedby={describedBy}
        aria-invalid={problems.length > 0}
        onChange={(event) => onChange(event.target.value === 'other' ? '' : event.target.value)}
      >
        {reads && <option value="auto">{t('Detect')}</option>}
        {DELIMITERS.map((one) => (
          <option key={one.value} value={one.value}>
            {told(one.label)}
          </option>
        ))}
        <option value="other">{t('Another character…')}</option>
      </select>
      {other && (
        <input
          className={`${css.input} ${css.mono}`}
          style={{ width: 64, flex: 'none' }}
          aria-label={t('The character')}
          maxLength={1}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </span>
  );
}
