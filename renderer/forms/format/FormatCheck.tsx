import { IconAlertTriangleFilled, IconInfoTriangle } from '@tabler/icons-react';
import type { FormatTrial } from '../../../core/api/format-models.ts';
import { locale, t } from '../../i18n/i18n.ts';
import formCss from '../form.module.css';
import { patternSlip } from './date-pattern.ts';
import css from './format.module.css';
import { type FormatSubject, useFormatTrial } from './use-format-trial.ts';
import { isFormatted, USUAL_FORMS } from './usual-forms.ts';

interface FormatCheckProps {
  value: string;
  subject: FormatSubject | null;
  onChange(format: string): void;
}

/** Below a form: what it makes of a real value, what does not fit, and where day and month may be mistaken. */
export function FormatCheck({ value, subject, onChange }: FormatCheckProps) {
  const type = subject?.type;
  const usual = isFormatted(type) ? USUAL_FORMS[type].map(({ format }) => format) : [];
  const trials = useFormatTrial(subject, [value, ...usual]);
  const trial = trials.get(value);
  const slip = value !== '' && isFormatted(type) ? patternSlip(value, type) : null;
  if (!subject || (!trial && slip === null)) return null;
  const better = trial && trial.fits < trial.seen ? bestOf(usual, trials, trial.fits) : null;
  const swapped = trial?.ambiguous && usual.find((format) => trials.get(format)?.example && sameWithSwapped(format, value));
  return (
    <div className={css.check} aria-live="polite">
      {slip !== null && <Line severity="warning">{slip}</Line>}
      {trial?.example && (
        <span className={formCss.result}>
          {subject.direction === 'read'
            ? t('{{given}} is read as', { given: trial.example.given })
            : t('{{given}} is written as', { given: trial.example.given })}{' '}
          <b>{subject.direction === 'read' ? shown(trial.example.made, subject.type) : trial.example.made}</b>
        </span>
      )}
      {trial && trial.fits < trial.seen && <Line severity="error">{misfitWords(trial)}</Line>}
      {better !== null && (
        <button type="button" className={`${formCss.button} ${formCss.small} ${formCss.quiet}`} onClick={() => onChange(better)}>
          {t('Use {{format}}: fits more', { format: better })}
        </button>
      )}
      {trial?.ambiguous && (
        <Line severity="warning">
          {t('Day and month may be the other way round in all of the sample: {{given}} is {{made}} here, but may be {{swapped}}.', {
            given: trial.ambiguous.given,
            made: shown(trial.ambiguous.made, subject.type),
            swapped: shown(trial.ambiguous.swapped, subject.type),
          })}{' '}
          {swapped && (
            <button type="button" className={css.swap} onClick={() => onChange(swapped)}>
              {t('Use {{format}}', { format: swapped })}
            </button>
          )}
        </Line>
      )}
    </div>
  );
}

function Line({ severity, children }: { severity: 'error' | 'warning'; children: React.ReactNode }) {
  const Icon = severity === 'error' ? IconAlertTriangleFilled : IconInfoTriangle;
  return (
    <p className={formCss.problem} data-severity={severity}>
      <Icon size={13} aria-hidden />
      <span>{children}</span>
    </p>
  );
}

/** The usual form that fits more of the sample than the one that is set. */
function bestOf(usual: readonly string[], trials: ReadonlyMap<string, FormatTrial>, fits: number): string | null {
  let best: FormatTrial | null = null;
  for (const format of usual) {
    const trial = trials.get(format);
    if (trial && trial.fits > Math.max(fits, best?.fits ?? 0)) best = trial;
  }
  return best?.format ?? null;
}

/** Whether one form is the other with day and month in each other's place. */
function sameWithSwapped(one: string, other: string): boolean {
  return one !== other && one === other.replace(/d+|M+/g, (token) => (token.startsWith('d') ? 'M' : 'd').repeat(token.length));
}

function misfitWords(trial: FormatTrial): string {
  const named = trial.misfits.map(({ row, given }) => t('record {{row}} "{{given}}"', { row, given: given.length > 40 ? `${given.slice(0, 39)}…` : given }));
  const misfits = trial.seen - trial.fits;
  const more = misfits > named.length ? ', …' : '';
  return t('{{misfits}} of {{count}} sample values do not fit: {{named}}', { misfits, count: trial.seen, named: named.join(', ') + more });
}

/** A date or time in words that cannot be mistaken; other values as they are. */
function shown(iso: string, type: string): string {
  if (type !== 'date' && type !== 'datetime') return iso;
  const [year = 0, month = 1, day = 1] = iso.slice(0, 10).split('-').map(Number);
  const moment = new Date(Date.UTC(2000, month - 1, day));
  moment.setUTCFullYear(year);
  if (Number.isNaN(moment.getTime())) return iso;
  const words = new Intl.DateTimeFormat(locale(), { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' }).format(moment);
  return type === 'date' ? words : `${words}, ${iso.slice(11)}`;
}
