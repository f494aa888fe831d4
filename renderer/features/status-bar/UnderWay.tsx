import { Loader } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { useUnderWay, type WaitingCall } from '../../api/under-way.ts';
import { t, text, told } from '../../i18n/i18n.ts';
import { usePreview } from '../../state/preview.ts';
import { useSlow } from '../../ui/useSlow.ts';
import { formatDuration } from '../../ui/words.ts';
import styles from './StatusBar.module.css';

/** From here on it is said how long it has been. */
const WORTH_COUNTING_MS = 2_000;

/** What is waited for, the newest by name, with how long it has been and a way out of all of it; nothing for what is answered at once. */
export function UnderWay() {
  const asked = useUnderWay((state) => state.calls);
  const preview = usePreviewCall();
  const calls = preview ? [...asked, preview] : asked;
  const newest = calls.at(-1);
  const [last, setLast] = useState<WaitingCall | null>(null);
  useEffect(() => {
    if (newest) setLast(newest);
  }, [newest]);
  const isSlow = useSlow(newest !== undefined);
  const shown = newest ?? last;
  const stoppable = calls.filter(({ canStop }) => canStop);
  const stop = () => {
    for (const call of stoppable) call.stop();
  };
  return (
    <span role="status" aria-label={t('Under way')} className={styles.underWay}>
      {isSlow && shown && (
        <>
          <Loader size={11} aria-hidden="true" />
          {told(shown.words)}…
          <Since key={shown.id} since={shown.since} />
          {stoppable.length > 0 && (
            <button type="button" className={styles.stop} onClick={stop}>
              {t('Stop')}
            </button>
          )}
        </>
      )}
    </span>
  );
}

/** A preview is no single answer, but is waited for and stopped like one. */
function usePreviewCall(): WaitingCall | null {
  const isRunning = usePreview((state) => state.status === 'running');
  return useMemo(
    () => (isRunning ? { id: 0, words: text('Previewing'), canStop: true, since: performance.now(), stop: () => usePreview.getState().cancel() } : null),
    [isRunning],
  );
}

function Since({ since }: { since: number }) {
  const [ms, setMs] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setMs(performance.now() - since), 1_000);
    return () => clearInterval(timer);
  }, [since]);
  return ms < WORTH_COUNTING_MS ? null : (
    <span className="num" aria-hidden="true">
      {formatDuration(Math.floor(ms / 1_000) * 1_000)}
    </span>
  );
}
