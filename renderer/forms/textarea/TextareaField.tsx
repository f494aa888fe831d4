import css from '../form.module.css';
import type { WidgetProps } from '../widget.ts';

/** Text of several lines. */
export function TextareaField({ id, value, onChange, field, describedBy, problems }: WidgetProps<string>) {
  return (
    <textarea
      id={id}
      className={css.area}
      value={value}
      rows={3}
      placeholder={field.placeholder}
      aria-describedby={describedBy}
      aria-invalid={problems.length > 0}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
