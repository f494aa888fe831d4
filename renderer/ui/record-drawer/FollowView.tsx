import { type ReactNode, useEffect, useState } from 'react';
import type { RecordOrigin } from '../../../core/base/sample.ts';
import { t, text, told } from '../../i18n/i18n.ts';
import { formatCount } from '../words.ts';
import type { DataProvider, Fate, FollowedStep, FollowedWay, FollowWish } from './data-provider.ts';
import { FollowSearch } from './FollowSearch.tsx';
import { FollowValues } from './FollowValues.tsx';
import followCss from './follow.module.css';
import { followInSamples } from './follow.ts';
import css from './record-drawer.module.css';

interface FollowViewProps {
  provider: DataProvider;
  /** Null while none was chosen yet. */
  origin: RecordOrigin | null;
  wish?: FollowWish | null | undefined;
  onGoToStep?: ((nodeId: string) => void) | undefined;
  /** Another record is to be followed. */
  onFollow(origin: RecordOrigin): void;
  /** What else can be done with the record that is followed. */
  actions?: ((origin: RecordOrigin, steps: readonly FollowedStep[]) => ReactNode) | undefined;
}

const FATES: Readonly<Record<Fate, string>> = {
  passed: text('passed on'),
  delivered: text('delivered'),
  'would-be-delivered': text('would be delivered'),
  rejected: text('rejected'),
  filtered: text('left out'),
  duplicate: text('dropped as a duplicate'),
  unseen: text('not seen'),
};
const FROM = { input: text('from the captured input'), again: text('worked out again') };

/** One record at every step, from where it was read to what the target got, or to where and why it fell out; and what is not on record of it. */
export function FollowView({ provider, origin, wish, onGoToStep, onFollow, actions }: FollowViewProps) {
  const [again, setAgain] = useState<RecordOrigin | null>(null);
  const way = useWay(provider, origin, again !== null && again === origin);
  const { onFollowed } = provider;
  const steps = way?.steps ?? null;
  useEffect(() => onFollowed?.(steps));
  useEffect(() => () => onFollowed?.(null), [onFollowed]);
  if (!origin)
    return (
      <div className={css.way}>
        <p className={css.wayTitle}>{t('Which record do you want to follow?')}</p>
        <FollowSearch provider={provider} wish={wish ?? null} first onFollow={onFollow} />
      </div>
    );
  if (!way || !steps) return <p className={css.empty}>{t('Looking for the record at every step…')}</p>;
  const from = provider.steps.find((step) => step.nodeId === origin.source)?.name ?? t('the source');
  const number = formatCount(origin.ordinal + 1);
  return (
    <div className={css.way}>
      <div className={followCss.head}>
        <p>{t('Record {{number}} of {{step}}', { number, step: from })}</p>
        <FollowSearch provider={provider} onFollow={onFollow} />
        <div className={followCss.actions}>
          {way.canRetrace && again !== origin && (
            <button
              type="button"
              className={css.follow}
              onClick={() => setAgain(origin)}
              title={t('What the flow as it was run makes of it. Nothing is written.')}
            >
              {t('Work its way out again')}
            </button>
          )}
          {actions?.(origin, steps)}
        </div>
      </div>
      {way.notes.length > 0 && (
        <ul className={followCss.notes} aria-label={t('What is not on record')}>
          {way.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {steps.length === 0 && way.notes.length === 0 && (
        <p className={css.empty}>{t('This record was not seen at any step yet. A preview of the whole flow shows more.')}</p>
      )}
      <ol className={css.stops}>
        {steps.map((step, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a record may leave a step by two ports
          <li key={`${step.nodeId} ${i}`} className={css.stop} data-fate={step.fate}>
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
                {told(FATES[step.fate])}
                {step.more > 0 && ` ${t('and {{number}} more of it', { number: step.more })}`}
              </span>
              {step.from && step.from !== 'kept' && <span className={followCss.source}>{told(FROM[step.from])}</span>}
            </div>
            <div>
              {step.reason && (
                <p className={css.reason}>
                  {told(step.reason.message)} {told(step.reason.hint ?? '')}
                </p>
              )}
              <FollowValues step={step} before={steps[i - 1] ?? null} />
            </div>
          </li>
        ))}
      </ol>
    </div>
  );
}

const NO_NOTES: readonly string[] = [];

function useWay(provider: DataProvider, origin: RecordOrigin | null, again: boolean): FollowedWay | null {
  const [found, setFound] = useState<{ origin: RecordOrigin; again: boolean; way: FollowedWay } | null>(null);
  const { follow, steps, request } = provider;
  useEffect(() => {
    for (const step of steps) request(step.nodeId);
  }, [steps, request]);
  useEffect(() => {
    if (!follow || !origin) return;
    let gone = false;
    follow(origin, again).then(
      (way) => !gone && setFound({ origin, again, way }),
      (error: unknown) => !gone && setFound({ origin, again, way: { steps: [], notes: [error instanceof Error ? error.message : String(error)] } }),
    );
    return () => {
      gone = true;
    };
  }, [follow, origin, again]);
  if (!origin) return null;
  const inSamples = followInSamples(provider, origin);
  if (!follow) return { steps: inSamples, notes: NO_NOTES };
  if (found?.origin !== origin || found.again !== again) return null;
  return found.way.steps.length > 0 ? found.way : { ...found.way, steps: inSamples };
}
