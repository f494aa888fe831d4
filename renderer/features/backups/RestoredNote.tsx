import { Button } from '@mantine/core';
import { IconHistoryToggle } from '@tabler/icons-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';
import { t } from '../../i18n/i18n.ts';
import { useWorkspace, zoneOf } from '../../state/workspace.ts';
import { sayFailed } from '../../ui/say.ts';
import { formatMoment } from '../../ui/words.ts';
import css from './backups.module.css';

/** A bar after a restore: from when the workspace is, and that schedules wait for somebody to let them go on. */
export function RestoredNote() {
  const restored = useWorkspace((workspace) => workspace.state?.restored);
  const zone = useWorkspace(zoneOf);
  const [busy, setBusy] = useState(false);
  if (!restored) return null;
  const resume = async () => {
    setBusy(true);
    await api.app.pauseAll({ paused: false }).catch((reason: unknown) => sayFailed(t('Schedules were not resumed'), toReport(reason)));
    setBusy(false);
  };
  return (
    <div className={css.note} role="status">
      <IconHistoryToggle size={16} aria-hidden />
      <span>
        {t('This workspace was restored from the backup of {{when}}. Check that all is well: schedules stay paused until you resume them.', {
          when: formatMoment(restored.backupAt, zone, Date.now()),
        })}
        {restored.quarantine && (
          <>
            {' '}
            {t('The database from before is in this folder:')} <code>{restored.quarantine}</code>
          </>
        )}
      </span>
      <Button size="compact-xs" loading={busy} onClick={() => void resume()}>
        {t('Resume schedules')}
      </Button>
    </div>
  );
}
