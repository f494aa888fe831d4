import { Button } from '@mantine/core';
import { useState } from 'react';
import type { BackupRow } from '../../../core/api/app-models.ts';
import { t } from '../../i18n/i18n.ts';
import { useWorkspace, zoneOf } from '../../state/workspace.ts';
import { useNow } from '../../ui/useNow.ts';
import { formatAgo, formatBytes, formatExact, formatMoment } from '../../ui/words.ts';
import css from './backups.module.css';
import { RestoreDialog } from './RestoreDialog.tsx';

const SHOWN = 5;

/** Backups, newest first; any of them can be restored after a question. */
export function BackupList({ backups, restoring, onRestore }: { backups: readonly BackupRow[]; restoring: boolean; onRestore(name: string): void }) {
  const zone = useWorkspace(zoneOf);
  const now = useNow();
  const [all, setAll] = useState(false);
  const [chosen, setChosen] = useState<BackupRow | null>(null);
  const shown = all ? backups : backups.slice(0, SHOWN);
  return (
    <>
      <table className={css.list}>
        <thead>
          <tr>
            <th scope="col">{t('Made')}</th>
            <th scope="col">{t('Holds')}</th>
            <th scope="col" className={css.number}>
              {t('Size')}
            </th>
            <th scope="col">
              <span className="visually-hidden">{t('Restore')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((backup) => (
            <tr key={backup.name}>
              <td title={formatExact(backup.at, zone)}>
                {formatMoment(backup.at, zone, now)} <span className={css.ago}>{formatAgo(backup.at, now)}</span>
              </td>
              <td>{backup.newer ? t('Made by a newer Swivel') : backup.content === 'whole' ? t('Everything') : t('All but older runs and records')}</td>
              <td className={css.number}>{formatBytes(backup.bytes)}</td>
              <td className={css.action}>
                <Button
                  size="compact-xs"
                  variant="default"
                  disabled={backup.newer || restoring}
                  onClick={() => setChosen(backup)}
                  aria-label={t('Restore the backup of {{when}}', { when: formatMoment(backup.at, zone, now) })}
                >
                  {t('Restore…')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {backups.length > SHOWN && !all && (
        <button type="button" className={css.more} onClick={() => setAll(true)}>
          {t('Show all {{number}}', { number: backups.length })}
        </button>
      )}
      {chosen && (
        <RestoreDialog
          backup={chosen}
          busy={restoring}
          onClose={() => setChosen(null)}
          onRestore={() => {
            setChosen(null);
            onRestore(chosen.name);
          }}
        />
      )}
    </>
  );
}
