import { Button, Modal } from '@mantine/core';
import type { BackupRow } from '../../../core/api/app-models.ts';
import { t } from '../../i18n/i18n.ts';
import { useWorkspace, zoneOf } from '../../state/workspace.ts';
import { formatMoment } from '../../ui/words.ts';
import css from './backups.module.css';

/** Says what restoring a backup does before it is done. */
export function RestoreDialog({ backup, busy, onClose, onRestore }: { backup: BackupRow; busy: boolean; onClose(): void; onRestore(): void }) {
  const zone = useWorkspace(zoneOf);
  const running = useWorkspace((workspace) => workspace.state?.running.length ?? 0);
  return (
    <Modal opened onClose={onClose} title={t('Restore the backup of {{when}}?', { when: formatMoment(backup.at, zone, Date.now()) })} centered>
      <ul className={css.what}>
        <li>{t('Flows, settings, schedules and history are then as they were at that time. What was changed since is not in them.')}</li>
        {backup.content === 'essentials' && <li>{t('This backup has the newest runs only, without their records and logs.')}</li>}
        <li>{t('The database as it is now is kept in the folder "quarantine" of the workspace.')}</li>
        <li>{t('Schedules stay paused until you resume them.')}</li>
        {running > 0 && <li>{t('{{count}} runs going on now will be cancelled.', { count: running })}</li>}
      </ul>
      <div className={css.buttons}>
        <Button variant="default" onClick={onClose}>
          {t('Keep things as they are')}
        </Button>
        <Button color="red" loading={busy} onClick={onRestore}>
          {t('Restore')}
        </Button>
      </div>
    </Modal>
  );
}
