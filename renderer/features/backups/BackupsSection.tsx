import { Button } from '@mantine/core';
import { t } from '../../i18n/i18n.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { BackupList } from './BackupList.tsx';
import css from './backups.module.css';
import { useBackups } from './useBackups.ts';

/** Backups of this workspace, for the settings. */
export function BackupsSection() {
  const { state, busy, error, make, restore } = useBackups();
  return (
    <section aria-labelledby="backups-title">
      <div className={css.head}>
        <h2 id="backups-title">{t('Backups')}</h2>
        <Button size="compact-sm" variant="default" loading={busy === 'making' || state?.making === true} onClick={() => void make()}>
          {t('Back up now')}
        </Button>
      </div>
      <p className={css.words}>
        {t(
          'Swivel backs up this workspace once a day and before updates, and checks each backup before it counts. The last of seven days and of four weeks are kept. Files that flows read or write, and kept input of runs, are not in them.',
        )}
      </p>
      {error && <ErrorNote report={error} />}
      {state?.trouble && !error && <p className={css.trouble}>{state.trouble}</p>}
      {state && state.backups.length === 0 && (
        <p className={css.words}>{t('There is no backup yet. The first is made a few seconds after there is a flow.')}</p>
      )}
      {state && state.backups.length > 0 && <BackupList backups={state.backups} restoring={busy === 'restoring'} onRestore={(name) => void restore(name)} />}
      {busy === 'restoring' && (
        <p className={css.words} role="status">
          {t('Restoring. This page reloads in a moment.')}
        </p>
      )}
    </section>
  );
}
