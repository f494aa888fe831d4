import { useId } from 'react';
import { t } from '../../i18n/i18n.ts';
import type { PortSample } from './data-provider.ts';
import css from './record-drawer.module.css';

interface PortPickerProps {
  ports: readonly PortSample[];
  value: string;
  onChange(port: string): void;
}

/** Chooses between the ports of a step that has several. */
export function PortPicker({ ports, value, onChange }: PortPickerProps) {
  const name = useId();
  return (
    <fieldset className={css.ports}>
      <legend className={css.hidden}>{t('Which port')}</legend>
      {ports.map(({ port, label }) => (
        <label key={port} className={css.port} data-on={port === value || undefined}>
          <input type="radio" name={name} checked={port === value} onChange={() => onChange(port)} />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
