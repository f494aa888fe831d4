import { Button, Popover, Tooltip } from '@mantine/core';
import { toReport } from '../../api/report.ts';
import { runCommand } from '../../commands/command.ts';
import { save } from '../../commands/save.ts';
import { t } from '../../i18n/i18n.ts';
import { keepMine, takeTheirs } from '../../state/autosave.ts';
import { useDocument } from '../../state/document.ts';
import { useWorkspace, zoneOf } from '../../state/workspace.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { sayFailed } from '../../ui/say.ts';
import { formatClock, formatExact } from '../../ui/words.ts';
import styles from './TopBar.module.css';

/** Whether the draft is stored, and under which version. */
export function SavedChip() {
  const saved = useDocument((state) => state.saved);
  const savedAt = useDocument((state) => state.savedAt);
  const version = useDocument((state) => state.version);
  const error = useDocument((state) => state.saveError);
  const zone = useWorkspace(zoneOf);
  if (saved === 'conflict' || (saved === 'error' && error))
    return (
      <Popover width={360} position="bottom-start" defaultOpened={saved === 'conflict'}>
        <Popover.Target>
          <button type="button" className={styles.chip} data-bad="true">
            {saved === 'conflict' ? t('Changed elsewhere too') : t('Not saved')}
          </button>
        </Popover.Target>
        <Popover.Dropdown>{saved === 'conflict' ? <Conflict /> : error && <ErrorNote report={error} actions={<TryAgain />} />}</Popover.Dropdown>
      </Popover>
    );
  const words =
    saved === 'saved'
      ? savedAt
        ? t('Saved {{time}}', { time: formatClock(savedAt, zone) })
        : t('Saved')
      : saved === 'saving'
        ? t('Saving…')
        : t('Unsaved changes');
  return (
    <Tooltip label={savedAt ? t('Version {{version}}, saved {{when}}', { version, when: formatExact(savedAt, zone) }) : t('Version {{version}}', { version })}>
      <span className={styles.chip} data-state={saved}>
        {words}
        <b className="num">v{version}</b>
      </span>
    </Tooltip>
  );
}

function TryAgain() {
  return (
    <Button size="compact-xs" onClick={() => void runCommand(save)}>
      {t('Save again')}
    </Button>
  );
}

function Conflict() {
  const attempt = (act: () => Promise<void>) => () => act().catch((error: unknown) => sayFailed(t('This did not work'), toReport(error)));
  return (
    <div className={styles.conflict}>
      <p>{t('This flow was saved in another window or by a command while you were editing it. Nothing is lost: both versions are kept.')}</p>
      <Button onClick={attempt(keepMine)}>{t('Keep mine as the newest version')}</Button>
      <Button variant="default" onClick={attempt(takeTheirs)}>
        {t('Show the other one (undo brings mine back)')}
      </Button>
    </div>
  );
}
