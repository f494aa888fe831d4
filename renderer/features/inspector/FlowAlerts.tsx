import { useEffect, useState } from 'react';
import type { AlertSettings, FlowAlertRules as Rules } from '../../../core/alerts/alert-settings.ts';
import { withRules } from '../../../core/alerts/flow-rules.ts';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';
import { FlowAlertRules } from '../../forms/alert-rules/FlowAlertRules.tsx';
import formCss from '../../forms/form.module.css';
import { t } from '../../i18n/i18n.ts';
import { formatRoute } from '../../state/route.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { sayFailed } from '../../ui/say.ts';
import css from './inspector.module.css';

/** Who is told when something goes wrong with the open flow: the same rules as on the page of alerts, kept at once. */
export function FlowAlerts({ flowId }: { flowId: string }) {
  const [settings, setSettings] = useState<AlertSettings | null>(null);
  const changes = useWorkspace((state) => state.alertsChanged);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `changes` says that they may have been changed elsewhere
  useEffect(() => {
    let over = false;
    api.alerts.settings().then(
      (found) => !over && setSettings(found),
      () => undefined,
    );
    return () => {
      over = true;
    };
  }, [changes]);
  if (!settings) return null;
  const keep = async (rules: Rules) => {
    setSettings(withRules(settings, flowId, rules));
    try {
      setSettings(await api.alerts.saveFlow({ flowId, rules }));
    } catch (reason) {
      setSettings(settings);
      sayFailed(t('It was not kept'), toReport(reason));
    }
  };
  return (
    <section className={css.section} aria-label={t('Who is told')}>
      <h3 className={css.sectionTitle}>{t('Who is told')}</h3>
      <p className={formCss.help}>{t('When something goes wrong with this flow while it is live. Kept at once, also for the version that is live.')}</p>
      <FlowAlertRules settings={settings} flowId={flowId} onChange={(rules) => void keep(rules)} />
      <a href={formatRoute({ page: 'alerts', incidentId: 'settings' })}>{t('Channels, quiet hours and what is told of all flows')}</a>
    </section>
  );
}
