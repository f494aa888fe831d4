import { Button, NativeSelect } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { AlertSettings, FlowAlertRules as Rules } from '../../../core/alerts/alert-settings.ts';
import { flowRules } from '../../../core/alerts/flow-rules.ts';
import { api } from '../../api/client.ts';
import { FlowAlertRules } from '../../forms/alert-rules/FlowAlertRules.tsx';
import { t } from '../../i18n/i18n.ts';
import { useWorkspace } from '../../state/workspace.ts';
import css from './alerts.module.css';

interface FlowRulesProps {
  settings: AlertSettings;
  onChange(flows: AlertSettings['flows']): void;
}

/** What is different for single flows. */
export function FlowRules({ settings, onChange }: FlowRulesProps) {
  const { flows } = settings;
  const names = useFlowNames();
  const own = Object.entries(flows);
  const change = (flowId: string, rules: Rules) => onChange({ ...flows, [flowId]: rules });
  const remove = (flowId: string) => onChange(Object.fromEntries(own.filter(([id]) => id !== flowId)));
  const left = names.filter(({ flowId }) => !Object.hasOwn(flows, flowId));
  return (
    <section className={css.card}>
      <h2>{t('Different for single flows')}</h2>
      {own.map(([flowId]) => {
        const name = names.find((one) => one.flowId === flowId)?.name ?? flowId;
        return (
          <section key={flowId} className={css.channel} aria-label={name}>
            <b>{name}</b>
            <div className={css.wide}>
              <FlowAlertRules settings={settings} flowId={flowId} onChange={(rules) => change(flowId, rules)} />
            </div>
            <div className={`${css.wide} ${css.actions}`}>
              <Button variant="subtle" color="gray" onClick={() => remove(flowId)} aria-label={t('Same as for all flows: {{name}}', { name })}>
                {t('Same as for all flows')}
              </Button>
            </div>
          </section>
        );
      })}
      {left.length > 0 && (
        <NativeSelect
          label={t('Add a flow')}
          value=""
          onChange={(event) => event.currentTarget.value !== '' && change(event.currentTarget.value, flowRules(settings, event.currentTarget.value))}
          data={[{ value: '', label: t('Choose one') }, ...left.map(({ flowId, name }) => ({ value: flowId, label: name }))]}
        />
      )}
    </section>
  );
}

function useFlowNames(): { flowId: string; name: string }[] {
  const [names, setNames] = useState<{ flowId: string; name: string }[]>([]);
  const changes = useWorkspace((state) => state.flowsChanged);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `changes` says that there may be others
  useEffect(() => {
    let over = false;
    api.flows.list().then(
      (rows) => !over && setNames(rows.map(({ flowId, name }) => ({ flowId, name }))),
      () => undefined,
    );
    return () => {
      over = true;
    };
  }, [changes]);
  return names;
}
