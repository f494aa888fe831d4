import { Button, Switch, Tooltip } from '@mantine/core';
import { useEffect, useState } from 'react';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';
import { deadTrigger } from '../../canvas/trigger-line.ts';
import { environmentWords } from '../../forms/connection/connection-words.ts';
import { EnvironmentTag } from '../../forms/connection/EnvironmentTag.tsx';
import { t, told } from '../../i18n/i18n.ts';
import { saveNow } from '../../state/autosave.ts';
import { useDocument } from '../../state/document.ts';
import { environmentToPublish } from '../../state/publishing.ts';
import { formatRoute } from '../../state/route.ts';
import { useWorkspace, zoneOf } from '../../state/workspace.ts';
import { StateGlyph } from '../../ui/StateGlyph.tsx';
import { say, sayFailed } from '../../ui/say.ts';
import { formatMoment } from '../../ui/words.ts';
import styles from './TopBar.module.css';

/** Makes the flow live (its triggers start runs) or takes it out of service; says when what is drawn differs from what is live, and publishes it. */
export function LiveSwitch() {
  const { live, version, environment, nextDue, unpublished, triggers } = useDocument((state) => state.live);
  const zone = useWorkspace(zoneOf);
  const flowId = useDocument((state) => state.flowId);
  const saved = useDocument((state) => state.version);
  const [busy, setBusy] = useState(false);
  // What is saved now may differ from what is live.
  useEffect(() => {
    if (!live || flowId === null || saved === version) return;
    const stop = new AbortController();
    api.flows.live({ flowId }, { signal: stop.signal }).then(
      (state) => useDocument.getState().flowId === flowId && useDocument.getState().noteLive(state),
      () => undefined,
    );
    return () => stop.abort();
  }, [flowId, live, saved, version]);
  const change = async (wanted: boolean) => {
    setBusy(true);
    try {
      await saveNow();
      const chosen = wanted && flowId !== null ? await environmentToPublish(flowId, useDocument.getState().flow?.name ?? '') : undefined;
      if (chosen === null) return;
      await useDocument.getState().setLive(wanted, chosen);
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
  const runs = nextDue
    ? t('Live. Next run: {{when}} ({{zone}})', { when: formatMoment(nextDue, zone, Date.now()), zone })
    : t('Live: runs when its trigger fires');
  const dead = deadTrigger(triggers);
  const words = live
    ? [runs, t('version {{version}}', { version: version ?? 0 }), environment && environmentWords(environment)].filter(Boolean).join(' · ')
    : t('Draft: runs only when you start it');
  return (
    <>
      {live && unpublished !== null && (
        <Tooltip
          multiline
          w={280}
          label={t('Version {{version}} is live. Not published yet: {{changes}}', { version: version ?? 0, changes: told(unpublished) })}
        >
          <Button size="compact-sm" disabled={busy} onClick={() => void change(true)}>
            {t('Publish changes')}
          </Button>
        </Tooltip>
      )}
      {live && environment === 'test' && <EnvironmentTag environment={environment} />}
      {dead && (
        <Tooltip multiline w={300} label={`${dead.words}. ${dead.problem}`}>
          <a className={styles.dead} href={formatRoute({ page: 'triggers' })}>
            <StateGlyph state="failed" size={14} beside />
            {dead.words}
          </a>
        </Tooltip>
      )}
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
    </>
  );
}
