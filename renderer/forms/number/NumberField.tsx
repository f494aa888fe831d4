import { useState } from 'react';
import { t } from '../../i18n/i18n.ts';
import css from '../form.module.css';
import type { WidgetProps } from '../widget.ts';

/** A number within limits. What is typed stays as typed until it is a number that fits. */
export function NumberField({ id, value, onChange, field, describedBy, problems, compact = false }: WidgetProps<number>) {
  const [typed, setTyped] = useState<string | null>(null);
  const type = (text: string) => {
    setTyped(text);
    const number = Number(text);
    const fits = text.trim() !== '' && Number.isFinite(number) && number >= (field.min ?? -Infinity) && number <= (field.max ?? Infinity);
    if (fits) onChange(number);
  };
  const limits =
    field.max === undefined
      ? t('At least {{least}}.', { least: field.min ?? 0 })
      : t('From {{least}} to {{most}}.', { least: field.min ?? 0, most: field.max });
  const wrong = typed !== null && Number(typed) !== value;
  return (
    <>
      <span className={compact ? css.line : css.withUnit}>
        <input
          id={id}
          type="number"
          className={compact ? `${css.input} ${css.small}` : css.input}
          value={typed ?? value}
          min={field.min}
          max={field.max}
          placeholder={field.placeholder}
          aria-describedby={describedBy}
          aria-invalid={problems.length > 0 || wrong}
          onChange={(event) => type(event.target.value)}
          onBlur={() => setTyped(null)}
        />
        {field.unit && <span className={css.unit}>{field.unit}</span>}
      </span>
      {wrong && (
        <span className={css.help}>
          {limits} {t('The setting stays {{value}} until then.', { value: String(value) })}
        </span>
      )}
    </>
  );
}
