import { useState } from 'react';
import formCss from '../../forms/form.module.css';
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

/** A number within a sentence: "Stop after 50 rejected records". Empty means there is no such limit. */
export function PolicyNumber({ label, unit, value, min, max, step, onChange }: PolicyNumberProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const type = (text: string) => {
    setTyped(text);
    const number = Number(text);
    if (text.trim() === '') onChange(undefined);
    else if (Number.isFinite(number) && number >= min && number <= (max ?? Infinity) && (step || Number.isInteger(number))) onChange(number);
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
        value={typed ?? value ?? ''}
        onChange={(event) => type(event.target.value)}
        onBlur={() => setTyped(null)}
      />
      <span>{unit}</span>
    </label>
  );
}
