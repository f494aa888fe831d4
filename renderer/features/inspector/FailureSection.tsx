import { useId } from 'react';
import type { Effects } from '../../../core/catalog/node-spec.ts';
import * as edit from '../../../core/flow/edit.ts';
import type { FlowNode, UnknownEffects } from '../../../core/flow/flow.ts';
import { FieldFrame } from '../../forms/FieldFrame.tsx';
import formCss from '../../forms/form.module.css';
import { t, text, told } from '../../i18n/i18n.ts';
import { useDocument } from '../../state/document.ts';
import css from './inspector.module.css';
import { PolicyNumber } from './PolicyNumber.tsx';
import { RejectLimits } from './RejectLimits.tsx';
import { RetrySettings } from './RetrySettings.tsx';

const UNKNOWN: readonly { value: UnknownEffects; label: string; help: string }[] = [
  { value: 'ask', label: text('Ask'), help: text('The run page asks before anything is sent again.') },
  { value: 'resend', label: text('Send it again'), help: text('It may arrive twice, unless the other side knows it by its key.') },
  { value: 'skip', label: text('Leave it'), help: text('It may never arrive.') },
];

/** What happens when records are rejected, when something outside fails, and when nobody can tell whether something was written. */
export function FailureSection({ node, effects }: { node: FlowNode; effects: Effects }) {
  const id = useId();
  const apply = useDocument((state) => state.apply);
  const choice = node.unknownEffects ?? 'ask';
  return (
    <section className={css.section}>
      <h3 className={css.sectionTitle}>{t('Failures')}</h3>
      <p className={formCss.help}>{t('A record that cannot be handled is rejected and the run goes on, until one of these limits is passed.')}</p>
      <RejectLimits
        value={node.rejects}
        onChange={(next) =>
          apply(t('Limits of {{step}}', { step: node.name }), (flow) => edit.setRejectPolicy(flow, node.id, next), { merge: `rejects:${node.id}` })
        }
      />
      <div className={css.policy}>
        <PolicyNumber
          label={t('Stop the run after')}
          unit={t('seconds without a sign of life')}
          value={node.timeoutMs === undefined ? undefined : node.timeoutMs / 1000}
          min={0.1}
          max={86_400}
          step="any"
          onChange={(seconds) =>
            apply(
              t('Time-out of {{step}}', { step: node.name }),
              (flow) => edit.setTimeoutMs(flow, node.id, seconds === undefined ? undefined : Math.round(seconds * 1000)),
              {
                merge: `timeout:${node.id}`,
              },
            )
          }
        />
      </div>
      {effects !== 'none' && (
        <RetrySettings
          value={node.retry}
          onChange={(next) =>
            apply(t('Retries of {{step}}', { step: node.name }), (flow) => edit.setRetryPolicy(flow, node.id, next), { merge: `retry:${node.id}` })
          }
        />
      )}
      {effects === 'appending-write' && (
        <FieldFrame
          label={t('When it is not known whether something was written')}
          help={told(UNKNOWN.find((option) => option.value === choice)?.help ?? '')}
          labelId={`${id}-label`}
          helpId={`${id}-help`}
          problems={[]}
          problemsId={`${id}-problems`}
          htmlFor={id}
        >
          <select
            id={id}
            className={formCss.select}
            aria-describedby={`${id}-help`}
            value={choice}
            onChange={(event) => {
              const next = event.target.value as UnknownEffects;
              apply(t('Unknown writes of {{step}}', { step: node.name }), (flow) => edit.setUnknownEffects(flow, node.id, next));
            }}
          >
            {UNKNOWN.map((option) => (
              <option key={option.value} value={option.value}>
                {told(option.label)}
              </option>
            ))}
          </select>
        </FieldFrame>
      )}
    </section>
  );
}
