import type { Sample } from '../../../core/base/sample.ts';
import { t } from '../../i18n/i18n.ts';
import css from './code.module.css';
import type { TrialResult } from './useTrial.ts';

const MOST_NAMED = 5;

interface FailingLinesProps {
  failing: NonNullable<TrialResult['failing']>;
  sample: Sample;
  onLine(line: number): void;
  /** A record, as position in the sample. */
  onRecord(record: number): void;
}

/** Every line the code failed in, why, and for which records; a click goes to the line, or to the record. */
export function FailingLines({ failing, sample, onLine, onRecord }: FailingLinesProps) {
  if (failing.length === 0) return null;
  return (
    <ul className={css.failing} aria-label={t('Where the code fails')}>
      {failing.map(({ line, message, records }) => (
        <li key={`${line} ${message}`}>
          {line > 0 && (
            <button type="button" className={css.lineLink} onClick={() => onLine(line)}>
              {t('Line {{line}}', { line })}
            </button>
          )}
          <span className={css.bad}>{message}</span>
          <span className={css.failedRecords}>
            {t('{{count}} records', { count: records.length })}:
            {records.slice(0, MOST_NAMED).map((record) => (
              <button key={record} type="button" className={css.recordLink} onClick={() => onRecord(record)}>
                {t('Record {{number}}', { number: recordNumber(sample, record) })}
              </button>
            ))}
            {records.length > MOST_NAMED && <span>{t('and {{number}} more', { number: records.length - MOST_NAMED })}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The number of a record in its source, from 1. */
export function recordNumber(sample: Sample, record: number): number {
  return (sample.origins[record]?.ordinal ?? record) + 1;
}
