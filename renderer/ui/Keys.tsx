import styles from './Keys.module.css';
import { keysOf } from './shortcut.ts';

/** A shortcut as keys. */
export function Keys({ shortcut, quiet = false }: { shortcut: string; quiet?: boolean }) {
  return (
    <span className={quiet ? styles.quiet : styles.keys} aria-hidden="true">
      {keysOf(shortcut).map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  );
}
