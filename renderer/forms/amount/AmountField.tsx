import { useState } from 'react';
import { t, told } from '../../i18n/i18n.ts';
import css from '../form.module.css';
import type { WidgetProps } from '../widget.ts';
import { amountWords, DURATION_UNITS, readAmount, SIZE_UNITS, shownIn, type Unit, unitFor } from './amount-units.ts';

/** A length of time, stored in milliseconds: "90", "1.5 h" and "2 min 30 s" are understood. */
export function DurationField(props: WidgetProps<number>) {
  return <AmountField {...props} units={DURATION_UNITS} />;
}

/** A size, stored in bytes: "512 kB" and "1.5 GB" are understood. */
export function SizeField(props: WidgetProps<number>) {
  return <AmountField {...props} units={SIZE_UNITS} />;
}

function AmountField({ id, value, onChange, field, describedBy, problems, compact = false, units }: WidgetProps<number> & { units: readonly Unit[] }) {
  const [typed, setTyped] = useState<string | null>(null);
  const [chosen, setChosen] = useState<Unit | null>(null);
  const unit = chosen ?? unitFor(value, units);
  const words = (amount: number) => amountWords(amount, units);
  const read = typed === null ? value : readAmount(typed, units, unit);
  const [least, most] = [field.min ?? 0, field.max ?? Number.MAX_SAFE_INTEGER];
  const wrong =
    read === undefined
      ? t('This is not an amount. Type a number, or one with its unit: 2.5 {{unit}}.', { unit: told(unit.name) })
      : read < least
        ? t('It takes at least {{least}}.', { least: words(least) })
        : read > most
          ? t('It takes at most {{most}}.', { most: words(most) })
          : null;
  const type = (text: string) => {
    setTyped(text);
    const amount = readAmount(text, units, unit);
    if (amount === undefined || amount < least || amount > most) return;
    setChosen(unit);
    onChange(amount);
  };
  return (
    <>
      <span className={compact ? css.line : css.withUnit}>
        <input
          id={id}
          inputMode="decimal"
          className={compact ? `${css.input} ${css.small}` : css.input}
          value={typed ?? shownIn(value, unit)}
          placeholder={field.placeholder}
          aria-describedby={describedBy}
          aria-invalid={problems.length > 0 || wrong !== null}
          onChange={(event) => type(event.target.value)}
          onBlur={() => {
            // An amount typed with its own unit is shown in the unit that suits it.
            if (typed !== null && /[a-z]/i.test(typed)) setChosen(null);
            setTyped(null);
          }}
        />
        <select
          className={compact ? `${css.select} ${css.small}` : css.select}
          style={{ width: 88, flex: 'none' }}
          aria-label={t('Unit of {{setting}}', { setting: field.label })}
          value={unit.name}
          onChange={(event) => {
            const next = units.find(({ name }) => name === event.target.value);
            if (!next) return;
            setChosen(next);
            const amount = Math.round((value / unit.factor) * next.factor);
            if (amount >= least && amount <= most) onChange(amount);
          }}
        >
          {units.map(({ name }) => (
            <option key={name} value={name}>
              {told(name)}
            </option>
          ))}
        </select>
      </span>
      {wrong !== null && (
        <span className={css.help} role="alert">
          {wrong} {t('The setting stays {{value}} until then.', { value: words(value) })}
        </span>
      )}
    </>
  );
}
