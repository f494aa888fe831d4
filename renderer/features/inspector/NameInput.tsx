import { useState } from 'react';
import css from './inspector.module.css';

/** A heading that can be typed into. An empty name is not kept. */
export function NameInput({ label, value, onChange }: { label: string; value: string; onChange(name: string): void }) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <input
      className={css.name}
      aria-label={label}
      value={typed ?? value}
      spellCheck={false}
      onChange={(event) => {
        setTyped(event.target.value);
        if (event.target.value.trim() !== '') onChange(event.target.value);
      }}
      onBlur={() => setTyped(null)}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
    />
  );
}
