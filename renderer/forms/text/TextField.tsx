import css from '../form.module.css';
import type { WidgetProps } from '../widget.ts';

/** One line of text. */
export function TextField({ id, value, onChange, field, describedBy, problems, compact = false }: WidgetProps<string>) {
  return (
    <input
      id={id}
      type="text"
      className={compact ? `${css.input} ${css.small}` : css.input}
      value={value}
      placeholder={field.placeholder}
      spellCheck={false}
      aria-describedby={describedBy}
      aria-invalid={problems.length > 0}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
