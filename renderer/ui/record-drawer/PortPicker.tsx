import { useId } from 'react';
import { t } from '../../i18n/i18n.ts';
import css from './record-drawer.module.css';

interface PortPickerProps {
  ports: readonly { port: string; label: string }[];
  value: string;
  onChange(port: string): void;
  /** What is chosen, for a screen reader; a port when absent. */
  legend?: string;
}

/** Chooses between a few things, such as the ports of a step that has several. */
export function PortPicker({ ports, value, onChange, legend = t('Which port') }: PortPickerProps) {
  const name = useId();
  return (
    <fieldset className={css.ports}>
      <legend className={css.hidden}>{legend}</legend>
      {ports.map(({ port, label }) => (
        <label key={port} className={css.port} data-on={port === value || undefined}>
          <input type="radio" name={name} checked={port === value} onChange={() => onChange(port)} />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
