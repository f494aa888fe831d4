import { useEffect, useState } from 'react';
import type { RecordOrigin } from '../../../core/base/sample.ts';
import type { Value } from '../../../core/base/value.ts';
import { t } from '../../i18n/i18n.ts';
import { sameValue, showValue } from '../values.ts';
import { formatCount } from '../words.ts';
import type { DataProvider, Fate, FollowedStep } from './data-provider.ts';
import { FollowSearch } from './FollowSearch.tsx';
import followCss from './follow.module.css';
import { followInSamples } from './follow.ts';
import css from './record-drawer.module.css';

interface FollowViewProps {
  provider: DataProvider;
  origin: RecordOrigin;
  onGoToStep?: ((nodeId: string) => void) | undefined;
  /** Another record is to be followed. */
  onFollow(origin: RecordOrigin): void;
}

const FATES: Readonly<Record<Fate, string>> = {
  passed: 'passed on',
  delivered: 'delivered',
  'would-be-delivered': 'would be delivered',
  rejected: 'rejected',
  filtered: 'left out',
  duplicate: 'dropped as a duplicate',
  unseen: 'not seen',
};

/** One record at every step, from where it was read to what the target got, or to where and why it fell out. */
export function FollowView({ provider, origin, onGoToStep, onFollow }: FollowViewProps) {
  const steps = useFollowed(provider, origin);
  const from = provider.steps.find((step) => step.nodeId === origin.source)?.name ?? t('the source');
  const { onFollowed } = provider;
  useEffect(() => onFollowed?.(steps));
  useEffect(() => () => onFollowed?.(null), [onFollowed]);
  if (!steps) return <p className={css.empty}>{t('Looking for the record at every step…')}</p>;
  const number = formatCount(origin.ordinal + 1);
  return (
    <div className={css.way}>
      <div className={followCss.head}>
        <p>{t('Record {{number}} of {{step}}', { number, step: from })}</p>
        <FollowSearch provider={provider} onFollow={onFollow} />
      </div>
      {steps.length === 0 && <p className={css.empty}>{t('This record was not seen at any step yet. A preview of the whole flow shows more.')}</p>}
      <ol className={css.stops}>
        {steps.map((step, i) => (
          <li key={step.nodeId} className={css.stop} data-fate={step.fate}>
            <div className={css.stopHead}>
              <span className={css.fate} data-fate={step.fate} aria-hidden />
              {onGoToStep ? (
                <button type="button" className={css.stopName} onClick={() => onGoToStep(step.nodeId)}>
                  {step.name}
                </button>
              ) : (
                <b className={css.stopName}>{step.name}</b>
              )}
              <span className={css.quiet}>
                {FATES[step.fate]}
                {step.more > 0 && ` and ${formatCount(step.more)} more of it`}
              </span>
            </div>
            <div>
              {step.reason && (
                <p className={css.reason}>
                  {step.reason.message} {step.reason.hint}
                </p>
              )}
              <Values step={step} before={steps[i - 1] ?? null} />
            </div>
          </li>
        ))}
      </ol>
    </div>
  );
}

function Values({ step, before }: { step: FollowedStep; before: FollowedStep | null }) {
  const old = new Map<string, Value>(before?.fields.map((field, i) => [field.name, before.row[i] ?? null]));
  return (
    <ul className={css.values}>
      {step.fields.map((field, i) => {
        const value = step.row[i] ?? null;
        const mark = !before ? undefined : !old.has(field.name) ? 'added' : sameValue(old.get(field.name), value) ? undefined : 'changed';
        const shown = showValue(value, field.type);
        return (
          <li key={field.name} data-mark={mark} data-culprit={step.reason?.field === field.name || undefined}>
            <span>{field.name}</span>
            <b data-tone={shown.tone}>{shown.text}</b>
          </li>
        );
      })}
    </ul>
  );
}

function useFollowed(provider: DataProvider, origin: RecordOrigin): FollowedStep[] | null {
  const [told, setTold] = useState<{ origin: RecordOrigin; steps: FollowedStep[] } | null>(null);
  const { follow, steps, request } = provider;
  useEffect(() => {
    for (const step of steps) request(step.nodeId);
  }, [steps, request]);
  useEffect(() => {
    if (!follow) return;
    let gone = false;
    follow(origin).then(
      (found) => !gone && setTold({ origin, steps: found }),
      () => !gone && setTold({ origin, steps: [] }),
    );
    return () => {
      gone = true;
    };
  }, [follow, origin]);
  const inSamples = followInSamples(provider, origin);
  if (!follow) return inSamples;
  if (told?.origin !== origin) return null;
  return told.steps.length > 0 ? told.steps : inSamples;
}
