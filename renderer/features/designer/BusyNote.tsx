import { Loader } from '@mantine/core';
import { t } from '../../i18n/i18n.ts';
import { useCanvasDoor } from '../../state/canvas-door.ts';
import { useSlow } from '../../ui/useSlow.ts';
import styles from './Designer.module.css';

/** Says what is worked out for the canvas, as soon as one begins to wait for it. */
export function BusyNote() {
  const busy = useCanvasDoor((state) => state.busy);
  const shown = useSlow(busy !== null);
  if (!busy || !shown) return null;
  return (
    <div className={styles.busy} role="status">
      <Loader size={14} aria-hidden="true" />
      <span>{busy.words}…</span>
      <button type="button" onClick={busy.cancel}>
        {t('Cancel')}
      </button>
    </div>
  );
}
