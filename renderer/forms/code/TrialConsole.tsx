import type { Sample } from '../../../core/base/sample.ts';
import { t } from '../../i18n/i18n.ts';
import css from './code.module.css';
import { recordNumber } from './FailingLines.tsx';
import type { TrialResult } from './useTrial.ts';

/** What the code logged, with the record each line is of, and how many lines were left out. */
export function TrialConsole({ result, sample, onRecord }: { result: TrialResult; sample: Sample; onRecord(record: number): void }) {
  const { console: lines, consoleRows = [], consoleLeftOut = 0 } = result;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
    <section className={css.console} aria-label={t('Console')} tabIndex={0}>
      {lines.length === 0 && t('Nothing was logged.')}
      {lines.map((line, at) => {
        const record = consoleRows[at] ?? -1;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of one trial never move
          <p key={at}>
            {record >= 0 && (
              <button type="button" className={css.recordLink} onClick={() => onRecord(record)}>
                {t('Record {{number}}', { number: recordNumber(sample, record) })}
              </button>
            )}
            <span>{line}</span>
          </p>
        );
      })}
      {consoleLeftOut > 0 && (
        <p className={css.leftOut}>{t('{{number}} more lines were left out; the first {{kept}} are kept.', { number: consoleLeftOut, kept: lines.length })}</p>
      )}
    </section>
  );
}
