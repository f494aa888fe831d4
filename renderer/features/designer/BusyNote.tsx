import { Loader } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useCanvasDoor } from '../../state/canvas-door.ts';
import styles from './Designer.module.css';

/** What takes no longer than this is not worth a word. */
const UNNOTICED_MS = 300;

/** Says what is worked out for the canvas, as soon as one begins to wait for it. */
export function BusyNote() {
  const busy = useCanvasDoor((state) => state.busy);
  const [shown, setShown] = useState(false);
  useEffect(() => {
    setShown(false);
    if (!busy) return;
    const timer = setTimeout(() => setShown(true), UNNOTICED_MS);
    return () => clearTimeout(timer);
  }, [busy]);
  if (!busy || !shown) return null;
  return (
    <div className={styles.busy} role="status">
      <Loader size={14} aria-hidden="true" />
      <span>{busy.words}…</span>
      <button type="button" onClick={busy.cancel}>
        Cancel
      </button>
    </div>
  );
}
