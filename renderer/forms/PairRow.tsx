import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import css from './form.module.css';

interface PairRowProps {
  left: ReactNode;
  /** What stands between the two: "equals", "as". */
  between: string;
  right: ReactNode;
  removeLabel: string;
  onRemove(): void;
}

/** Two controls in one line with a word between them. */
export function PairRow({ left, between, right, removeLabel, onRemove }: PairRowProps) {
  return (
    <li className={css.row}>
      <span className={css.cell}>{left}</span>
      <span className={css.note}>{between}</span>
      <span className={css.cell}>{right}</span>
      <button type="button" className={css.icon} data-danger aria-label={removeLabel} onClick={onRemove}>
        <IconX size={14} />
      </button>
    </li>
  );
}
