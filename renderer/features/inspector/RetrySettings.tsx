import { Switch } from '@mantine/core';
import { useId } from 'react';
import { type RetryPolicy, retryPolicySchema } from '../../../core/flow/flow.ts';
import formCss from '../../forms/form.module.css';
import { t } from '../../i18n/i18n.ts';
import css from './inspector.module.css';
import { PolicyNumber } from './PolicyNumber.tsx';

const USUAL_RETRIES: RetryPolicy = retryPolicySchema.parse({});
const ms = (seconds: number | undefined, usual: number) => (seconds === undefined ? usual : Math.round(seconds * 1000));

/** How often, and with which pauses, a step tries again what failed outside. */
export function RetrySettings({ value, onChange }: { value: RetryPolicy | undefined; onChange(next: RetryPolicy | undefined): void }) {
  const id = useId();
  return (
    <>
      <div className={formCss.beside}>
        <label className={formCss.label} htmlFor={id}>
          {t('Try again when something outside fails')}
        </label>
        <Switch id={id} checked={value !== undefined} onChange={(event) => onChange(event.currentTarget.checked ? USUAL_RETRIES : undefined)} />
      </div>
      {value && (
        <div className={css.policy}>
          <PolicyNumber
            label={t('At most')}
            unit={t('attempts')}
            value={value.attempts}
            min={1}
            max={20}
            onChange={(attempts) => onChange({ ...value, attempts: attempts ?? USUAL_RETRIES.attempts })}
          />
          <PolicyNumber
            label={t('First after')}
            unit={t('seconds')}
            value={value.firstDelayMs / 1000}
            min={0.01}
            max={600}
            step="any"
            onChange={(seconds) => onChange({ ...value, firstDelayMs: ms(seconds, USUAL_RETRIES.firstDelayMs) })}
          />
          <PolicyNumber
            label={t('then times')}
            unit={t('at each attempt')}
            value={value.factor}
            min={1}
            max={10}
            step="any"
            onChange={(factor) => onChange({ ...value, factor: factor ?? USUAL_RETRIES.factor })}
          />
          <PolicyNumber
            label={t('up to')}
            unit={t('seconds')}
            value={value.maxDelayMs / 1000}
            min={0.01}
            max={3600}
            step="any"
            onChange={(seconds) => onChange({ ...value, maxDelayMs: ms(seconds, USUAL_RETRIES.maxDelayMs) })}
          />
          <PolicyNumber
            label={t('Wait when asked to, up to')}
            unit={t('seconds')}
            value={(value.maxRetryAfterMs ?? 300_000) / 1000}
            min={0.01}
            max={86_400}
            step="any"
            onChange={(seconds) => onChange({ ...value, maxRetryAfterMs: ms(seconds, 300_000) })}
          />
        </div>
      )}
    </>
  );
}
