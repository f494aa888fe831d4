import { Switch, Tooltip } from '@mantine/core';
import { useState } from 'react';
import { toReport } from '../../api/report.ts';
import { t } from '../../i18n/i18n.ts';
import { saveNow } from '../../state/autosave.ts';
import { useDocument } from '../../state/document.ts';
import { useWorkspace, zoneOf } from '../../state/workspace.ts';
import { say, sayFailed } from '../../ui/say.ts';
import { formatMoment } from '../../ui/words.ts';
import styles from './TopBar.module.css';

/** Makes the flow live (its triggers start runs) or takes it out of service. */
export function LiveSwitch() {
  const { live, nextDue } = useDocument((state) => state.live);
  const zone = useWorkspace(zoneOf);
  const [busy, setBusy] = useState(false);
  const change = async (wanted: boolean) => {
    setBusy(true);
    try {
      await saveNow();
      await useDocument.getState().setLive(wanted);
      const due = useDocument.getState().live.nextDue;
      say(
        wanted
          ? due
            ? t('Live. Next run: {{when}} ({{zone}}).', { when: formatMoment(due, zone, Date.now()), zone })
            : t('Live. It runs when its trigger fires.')
          : t('No longer live. It runs only when you start it.'),
      );
    } catch (error) {
      sayFailed(wanted ? t('The flow could not be made live') : t('The flow is still live'), toReport(error));
    } finally {
      setBusy(false);
    }
  };
  const words = live
    ? nextDue
      ? t('Live. Next run: {{when}} ({{zone}})', { when: formatMoment(nextDue, zone, Date.now()), zone })
      : t('Live: runs when its trigger fires')
    : t('Draft: runs only when you start it');
  return (
    <Tooltip label={words}>
      <span className={styles.live}>
        <Switch
          size="sm"
          label={t('Live')}
          labelPosition="left"
          checked={live}
          disabled={busy}
          onChange={(event) => void change(event.currentTarget.checked)}
        />
      </span>
    </Tooltip>
  );
}
