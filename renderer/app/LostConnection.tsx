import { Button } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { desktop } from '../api/desktop.ts';
import { downloadDraft } from '../editing/download-draft.ts';
import { t } from '../i18n/i18n.ts';
import { useDocument } from '../state/document.ts';
import { useWorkspace } from '../state/workspace.ts';
import styles from './Frame.module.css';

const WORTH_SAYING_MS = 1_000;
const PROBABLY_GONE_MS = 10_000;

/** A line across the top when the engine does not answer; short breaks are not worth one. */
export function LostConnection() {
  const isLost = useWorkspace((state) => state.connection === 'lost');
  const hasDraft = useDocument((state) => state.flow !== null && state.saved !== 'saved');
  const [lost, setLost] = useState<'no' | 'briefly' | 'long'>('no');
  useEffect(() => {
    setLost('no');
    if (!isLost) return;
    const timers = [setTimeout(() => setLost('briefly'), WORTH_SAYING_MS), setTimeout(() => setLost('long'), PROBABLY_GONE_MS)];
    return () => timers.forEach(clearTimeout);
  }, [isLost]);
  if (!isLost || lost === 'no') return null;
  return (
    <div className={styles.lost} role="alert">
      <IconPlugConnectedX size={16} aria-hidden="true" />
      <span>
        {[
          t('Swivel’s engine does not answer. Trying again.'),
          hasDraft && t('Your draft is kept in this window and saved as soon as it is back.'),
          lost === 'long' && !desktop && t('If Swivel was restarted, open the address that it printed.'),
        ]
          .filter(Boolean)
          .join(' ')}
      </span>
      {lost === 'long' && hasDraft && (
        <Button size="compact-xs" variant="default" onClick={downloadDraft}>
          {t('Download the draft')}
        </Button>
      )}
    </div>
  );
}
