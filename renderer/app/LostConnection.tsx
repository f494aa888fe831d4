import { IconPlugConnectedX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useDocument } from '../state/document.ts';
import { useWorkspace } from '../state/workspace.ts';
import styles from './Frame.module.css';

/** A line across the top when the engine does not answer; short breaks are not worth one. */
export function LostConnection() {
  const isLost = useWorkspace((state) => state.connection === 'lost');
  const hasDraft = useDocument((state) => state.flow !== null && state.saved !== 'saved');
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    setLong(false);
    if (!isLost) return;
    const timer = setTimeout(() => setLong(true), 1_000);
    return () => clearTimeout(timer);
  }, [isLost]);
  if (!isLost || !isLong) return null;
  return (
    <div className={styles.lost} role="alert">
      <IconPlugConnectedX size={16} aria-hidden="true" />
      Swivel’s engine does not answer. Trying again. {hasDraft && 'Your draft is kept in this window and saved as soon as it is back.'}
    </div>
  );
}
