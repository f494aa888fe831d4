import { type KeyboardEvent, useMemo } from 'react';
import { t, told } from '../../i18n/i18n.ts';
import { DATE_LETTERS } from './date-pattern.ts';
import css from './format.module.css';
import { type FormatSubject, useFormatTrial } from './use-format-trial.ts';
import { type FormattedType, USUAL_FORMS } from './usual-forms.ts';

interface FormatListProps {
  type: FormattedType;
  value: string;
  subject: FormatSubject | null;
  onChoose(format: string): void;
}

/** Usual forms by example, those that fit the sample first, and the letters for a pattern of one's own. */
export function FormatList({ type, value, subject, onChoose }: FormatListProps) {
  const forms = USUAL_FORMS[type];
  const formats = useMemo(() => forms.map(({ format }) => format), [forms]);
  const trials = useFormatTrial(subject, formats);
  const fits = (format: string) => trials.get(format)?.fits ?? 0;
  const sorted = [...forms].sort((a, b) => fits(b.format) - fits(a.format));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows move between the buttons within
    <div className={css.list} onKeyDown={moveFocus}>
      {sorted.map(({ format, example }) => {
        const trial = trials.get(format);
        const all = trial !== undefined && trial.seen > 0 && trial.fits === trial.seen;
        return (
          <button key={format} type="button" className={css.form} aria-pressed={value === format} onClick={() => onChoose(format)}>
            <span className={css.example}>{trial?.example ? (subject?.direction === 'write' ? trial.example.made : trial.example.given) : example}</span>
            <code>{format}</code>
            {trial && subject?.direction === 'read' && (
              <span className={css.fits} data-all={all || undefined} data-none={trial.fits === 0 || undefined}>
                {all ? t('fits all') : trial.fits === 0 ? t('does not fit') : t('fits {{fits}} of {{seen}}', { fits: trial.fits, seen: trial.seen })}
              </span>
            )}
          </button>
        );
      })}
      {type !== 'number' && type !== 'decimal' && (
        <details className={css.letters}>
          <summary>{t('A pattern of your own')}</summary>
          <dl>
            {DATE_LETTERS.map(([letters, meaning, example]) => (
              <div key={letters}>
                <dt>{letters}</dt>
                <dd>
                  {told(meaning)} <small>{example}</small>
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </div>
  );
}

function moveFocus(event: KeyboardEvent<HTMLDivElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  event.preventDefault();
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('button, summary')];
  const at = all.indexOf(document.activeElement as HTMLElement);
  all[(at + step + all.length) % all.length]?.focus();
}
