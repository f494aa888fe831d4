import { useId } from 'react';
import * as edit from '../../../core/flow/edit.ts';
import type { Flow, FlowSettings } from '../../../core/flow/flow.ts';
import { catalog } from '../../../core/nodes/index.ts';
import { FieldFrame } from '../../forms/FieldFrame.tsx';
import formCss from '../../forms/form.module.css';
import { ZoneField } from '../../forms/zone/ZoneField.tsx';
import { t, text, told } from '../../i18n/i18n.ts';
import { useDocument } from '../../state/document.ts';
import { CaptureSettings } from './CaptureSettings.tsx';
import { ExpectationsEditor } from './ExpectationsEditor.tsx';
import { FlowAlerts } from './FlowAlerts.tsx';
import css from './inspector.module.css';
import { FlowMemorySection } from './MemorySection.tsx';
import { NameInput } from './NameInput.tsx';
import { ParametersEditor } from './ParametersEditor.tsx';
import { RunLimits } from './RunLimits.tsx';
import { SevenQuestions } from './SevenQuestions.tsx';

const CONCURRENCY: readonly { value: FlowSettings['concurrency']; label: string }[] = [
  { value: 'queue', label: text('Wait until it is over') },
  { value: 'skip', label: text('Leave the new run out') },
  { value: 'parallel', label: text('Run both at once') },
];

/** The file that the first file source of a flow reads. */
function firstFile({ nodes }: Flow): { connection: string; path: string } | null {
  for (const { kind, config } of nodes) {
    const { path, connection } = config;
    if (catalog.get(kind)?.role === 'source' && typeof path === 'string' && path !== '')
      return { path, connection: typeof connection === 'string' ? connection : '' };
  }
  return null;
}

/** Settings of the flow itself, and the seven questions every integration must answer. */
export function FlowSettingsPanel() {
  const id = useId();
  const flow = useDocument((state) => state.flow);
  const apply = useDocument((state) => state.apply);
  if (!flow) return null;
  const { settings } = flow;
  const set = (change: Partial<FlowSettings>) =>
    apply(t('Flow settings'), (now) => edit.setSettings(now, change), { merge: `settings:${Object.keys(change)[0]}` });
  const frame = (name: string) => ({
    labelId: `${id}-${name}-label`,
    helpId: `${id}-${name}-help`,
    problems: [],
    problemsId: `${id}-${name}-problems`,
    htmlFor: `${id}-${name}`,
  });
  return (
    <>
      <header className={css.head}>
        <NameInput
          label={t('Name of the flow')}
          value={flow.name}
          onChange={(name) => apply(t('Rename to {{name}}', { name }), (now) => edit.renameFlow(now, name), { merge: 'flow-name' })}
        />
      </header>
      <div className={css.body}>
        <div className={formCss.form}>
          <FieldFrame label={t('Description')} {...frame('description')}>
            <textarea
              id={`${id}-description`}
              className={formCss.area}
              rows={3}
              placeholder={t('What this flow is for, in a sentence or two')}
              value={flow.description}
              onChange={(event) => apply(t('Description'), (now) => edit.setDescription(now, event.target.value), { merge: 'description' })}
            />
          </FieldFrame>
          <SevenQuestions flow={flow} />
          <ParametersEditor
            parameters={flow.parameters}
            onChange={(parameters) => apply(t('Parameters'), (now) => edit.setParameters(now, parameters), { merge: 'parameters' })}
          />
          <FieldFrame label={t('When a run is due while one is going on')} {...frame('concurrency')}>
            <select
              id={`${id}-concurrency`}
              className={formCss.select}
              value={settings.concurrency}
              onChange={(event) => set({ concurrency: event.target.value as FlowSettings['concurrency'] })}
            >
              {CONCURRENCY.map((option) => (
                <option key={option.value} value={option.value}>
                  {told(option.label)}
                </option>
              ))}
            </select>
          </FieldFrame>
          <CaptureSettings settings={settings} />
          <FieldFrame label={t('Time zone')} help={t('For dates and times that do not name one.')} {...frame('zone')}>
            <ZoneField id={`${id}-zone`} value={settings.zone} describedBy={`${id}-zone-help`} problems={[]} onChange={(zone) => set({ zone })} />
          </FieldFrame>
          <ExpectationsEditor
            flowId={flow.id}
            expects={flow.expects ?? []}
            suggested={firstFile(flow)}
            onChange={(expects, what) => apply(t('Expected files'), (now) => edit.setExpects(now, expects), { merge: `expects:${what}` })}
          />
          <FlowAlerts flowId={flow.id} />
          <FlowMemorySection />
          <RunLimits settings={settings} onChange={set} />
        </div>
      </div>
    </>
  );
}
