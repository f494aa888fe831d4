import { Switch } from '@mantine/core';
import { useId } from 'react';
import * as edit from '../../../core/flow/edit.ts';
import { type FlowNode, type RejectPolicy, type RetryPolicy, retryPolicySchema } from '../../../core/flow/flow.ts';
import formCss from '../../forms/form.module.css';
import { useDocument } from '../../state/document.ts';
import css from './inspector.module.css';
import { PolicyNumber } from './PolicyNumber.tsx';

const USUAL_RETRIES: RetryPolicy = retryPolicySchema.parse({});

/** What happens when records are rejected, and when something outside fails. */
export function FailureSection({ node, retries }: { node: FlowNode; retries: boolean }) {
  const id = useId();
  const apply = useDocument((state) => state.apply);
  const { rejects, retry } = node;
  const setRejects = (change: Partial<RejectPolicy>) => {
    const next = { minimum: 100, ...rejects, ...change };
    for (const key of ['stopAfterCount', 'stopAbovePercent'] as const) if (next[key] === undefined) delete next[key];
    const empty = next.stopAfterCount === undefined && next.stopAbovePercent === undefined;
    apply(`Limits of ${node.name}`, (flow) => edit.setRejectPolicy(flow, node.id, empty ? undefined : next), { merge: `rejects:${node.id}` });
  };
  const setRetry = (next: RetryPolicy | undefined) =>
    apply(`Retries of ${node.name}`, (flow) => edit.setRetryPolicy(flow, node.id, next), { merge: `retry:${node.id}` });
  return (
    <section className={css.section}>
      <h3 className={css.sectionTitle}>Failures</h3>
      <p className={formCss.help}>A record that cannot be handled is rejected and the run goes on, until one of these limits is passed.</p>
      <div className={css.policy}>
        <PolicyNumber
          label="Stop after"
          unit={rejects?.stopAfterCount === 1 ? 'rejected record' : 'rejected records'}
          value={rejects?.stopAfterCount}
          min={1}
          onChange={(stopAfterCount) => setRejects({ stopAfterCount } as Partial<RejectPolicy>)}
        />
        <PolicyNumber
          label="Stop above"
          unit="% of the records"
          value={rejects?.stopAbovePercent}
          min={0}
          max={100}
          step="any"
          onChange={(stopAbovePercent) => setRejects({ stopAbovePercent } as Partial<RejectPolicy>)}
        />
        {rejects?.stopAbovePercent !== undefined && (
          <PolicyNumber
            label="once"
            unit="records have arrived"
            value={rejects.minimum}
            min={1}
            onChange={(minimum) => setRejects({ minimum: minimum ?? 100 })}
          />
        )}
      </div>
      {retries && (
        <>
          <div className={formCss.beside}>
            <label className={formCss.label} htmlFor={id}>
              Try again when something outside fails
            </label>
            <Switch id={id} checked={retry !== undefined} onChange={(event) => setRetry(event.currentTarget.checked ? USUAL_RETRIES : undefined)} />
          </div>
          {retry && (
            <div className={css.policy}>
              <PolicyNumber
                label="At most"
                unit="attempts"
                value={retry.attempts}
                min={1}
                max={20}
                onChange={(attempts) => setRetry({ ...retry, attempts: attempts ?? 1 })}
              />
              <PolicyNumber
                label="First after"
                unit="seconds"
                value={retry.firstDelayMs / 1000}
                min={0.01}
                max={600}
                step="any"
                onChange={(seconds) => setRetry({ ...retry, firstDelayMs: Math.round((seconds ?? 1) * 1000) })}
              />
              <PolicyNumber
                label="then times"
                unit="at each attempt"
                value={retry.factor}
                min={1}
                max={10}
                step="any"
                onChange={(factor) => setRetry({ ...retry, factor: factor ?? 2 })}
              />
            </div>
          )}
        </>
      )}
    </section>
  );
}
