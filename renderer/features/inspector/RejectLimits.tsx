import type { RejectPolicy } from '../../../core/flow/flow.ts';
import { t } from '../../i18n/i18n.ts';
import css from './inspector.module.css';
import { PolicyNumber } from './PolicyNumber.tsx';

interface RejectLimitsProps {
  value: RejectPolicy | undefined;
  /** Undefined when no limit is left. */
  onChange(next: RejectPolicy | undefined): void;
}

/** How many records may be rejected before a run stops: of one step, or of the run as a whole. */
export function RejectLimits({ value, onChange }: RejectLimitsProps) {
  const set = (change: { [K in keyof RejectPolicy]?: RejectPolicy[K] | undefined }) => {
    const { stopAfterCount, stopAbovePercent, minimum = 100 } = { ...value, ...change };
    if (stopAfterCount === undefined && stopAbovePercent === undefined) onChange(undefined);
    else onChange({ minimum, ...(stopAfterCount === undefined ? {} : { stopAfterCount }), ...(stopAbovePercent === undefined ? {} : { stopAbovePercent }) });
  };
  return (
    <div className={css.policy}>
      <PolicyNumber
        label={t('Stop after')}
        unit={value?.stopAfterCount === 1 ? t('rejected record') : t('rejected records')}
        value={value?.stopAfterCount}
        min={1}
        onChange={(stopAfterCount) => set({ stopAfterCount })}
      />
      <PolicyNumber
        label={t('Stop above')}
        unit={t('% of the records')}
        value={value?.stopAbovePercent}
        min={0}
        max={100}
        step="any"
        onChange={(stopAbovePercent) => set({ stopAbovePercent })}
      />
      {value?.stopAbovePercent !== undefined && (
        <PolicyNumber
          label={t('once')}
          unit={t('records have arrived')}
          value={value.minimum}
          min={1}
          onChange={(minimum) => set({ minimum: minimum ?? 100 })}
        />
      )}
    </div>
  );
}
