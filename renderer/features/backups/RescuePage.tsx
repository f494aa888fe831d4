import { IconDatabaseX } from '@tabler/icons-react';
import type { ErrorReport } from '../../../core/base/errors.ts';
import { t, told } from '../../i18n/i18n.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { BackupList } from './BackupList.tsx';
import css from './backups.module.css';
import { useBackups } from './useBackups.ts';

/** In place of the whole app when the database is damaged or lost: what the matter is, and the backups. Nothing is done before somebody chooses. */
export function RescuePage({ damage }: { damage: ErrorReport }) {
  const workspace = useWorkspace((state) => state.info?.workspace);
  const { state, busy, error, restore } = useBackups();
  return (
    <main className={css.rescue}>
      <div className={css.rescueBody}>
        <h1>
          <IconDatabaseX size={26} stroke={1.6} aria-hidden /> {t('This workspace cannot be opened')}
        </h1>
        <p className={css.words}>{told(damage.message)}</p>
        <p className={css.words}>
          {t(
            'Nothing runs meanwhile. Choose a backup to go on with: the damaged database is put aside, not deleted, and schedules stay paused until you resume them.',
          )}
        </p>
        {error && <ErrorNote report={error} />}
        {state && state.backups.length > 0 && <BackupList backups={state.backups} restoring={busy === 'restoring'} onRestore={(name) => void restore(name)} />}
        {state && state.backups.length === 0 && (
          <p className={css.trouble}>
            {t('There is no backup in {{folder}}. If you have a copy of the workspace, close Swivel and put its swivel.sqlite into {{workspace}}.', {
              folder: state.folder,
              workspace: workspace ?? t('the workspace'),
            })}
          </p>
        )}
        {busy === 'restoring' && (
          <p className={css.words} role="status">
            {t('Restoring. This page reloads in a moment.')}
          </p>
        )}
        {damage.details && (
          <details className={css.details}>
            <summary>{t('Details')}</summary>
            <pre>{damage.details}</pre>
          </details>
        )}
      </div>
    </main>
  );
}
