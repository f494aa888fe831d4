import { useId, useState } from 'react';
import formCss from '../../forms/form.module.css';
import { t } from '../../i18n/i18n.ts';
import { formatCount } from '../../ui/words.ts';
import css from './inspector.module.css';

interface PolicyNumberProps {
  label: string;
  unit: string;
  value: number | undefined;
  min: number;
  max?: number;
  step?: 'any';
  onChange(value: number | undefined): void;
}

/** A number within a sentence: "Stop after 50 rejected records". Empty means there is no such limit; what cannot be a limit is not taken, and it is said. */
export function PolicyNumber({ label, unit, value, min, max, step, onChange }: PolicyNumberProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const [left, setLeft] = useState<string | null>(null);
  const id = useId();
  const wrong = wrongNumber(typed ?? left ?? '', min, max ?? Infinity, step === undefined);
  const type = (text: string) => {
    setTyped(text);
    setLeft(null);
    if (text.trim() === '') onChange(undefined);
    else if (!wrongNumber(text, min, max ?? Infinity, step === undefined)) onChange(Number(text));
  };
  return (
    <label className={css.sentence}>
      <span>{label}</span>
      <input
        type="number"
        className={`${formCss.input} ${formCss.small}`}
        min={min}
        max={max}
        step={step ?? 1}
        placeholder="–"
        value={typed ?? left ?? value ?? ''}
        aria-invalid={wrong !== null}
        aria-describedby={wrong === null ? undefined : id}
        onChange={(event) => type(event.target.value)}
        onBlur={() => {
          setLeft(wrong === null ? null : (typed ?? left));
          setTyped(null);
        }}
      />
      <span>{unit}</span>
      {wrong !== null && (
        <span id={id} className={css.wrong} role="alert">
          {wrong} {value === undefined ? t('There is no limit yet.') : t('{{number}} still holds.', { number: formatCount(value) })}
        </span>
      )}
    </label>
  );
}

/** Why a text is no such number; null when it is one, or empty. */
function wrongNumber(text: string, min: number, max: number, whole: boolean): string | null {
  if (text.trim() === '') return null;
  const number = Number(text);
  if (!Number.isFinite(number)) return t('This is not a number.');
  if (whole && !Number.isInteger(number)) return t('Only whole numbers.');
  if (number < min) return t('It takes at least {{least}}.', { least: min });
  return number > max ? t('It takes at most {{most}}.', { most: max }) : null;
}
