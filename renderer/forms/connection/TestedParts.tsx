import { IconCheck } from '@tabler/icons-react';
import type { TestEvent } from '../../../core/api/connection-models.ts';
import type { ErrorReport } from '../../../core/base/errors.ts';
import { t, told } from '../../i18n/i18n.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { StateGlyph } from '../../ui/StateGlyph.tsx';
import { formatDuration } from '../../ui/words.ts';
import formCss from '../form.module.css';
import css from './connection.module.css';
import { partWords, withoutName } from './connection-words.ts';
import type { ConnectionTest } from './use-connection-test.ts';

type Part = Extract<TestEvent, { kind: 'part' }>['part'];

/** Puts a value that a test found into a setting, because a person says that it is right. */
export type Accept = (field: string, value: string) => void;

interface TestedPartsProps {
  test: ConnectionTest;
  /** Of the connection that is tested: a person who looks at it need not be told. */
  name: string;
  onAccept?: Accept;
  /** Where there is little room, a test that passed is one line, which unfolds. */
  folded?: boolean;
}

/** A test as it goes on: every part that was looked at, what is wrong with the first bad one and what to do, and the outcome in a sentence. */
export function TestedParts({ test, name, onAccept, folded = false }: TestedPartsProps) {
  const parts = <PartList parts={test.parts} name={name} going={test.state === 'going'} {...(onAccept ? { onAccept } : {})} />;
  if (folded && test.state === 'passed')
    return (
      <details className={css.test} data-state="passed">
        <summary>
          <StateGlyph state="done" size={14} beside />
          <span role="status">{outcomeWords(test)}</span>
        </summary>
        {parts}
      </details>
    );
  return (
    <div className={css.test} data-state={test.state}>
      {parts}
      {test.error && <ErrorNote report={withoutPlace(test.error)} />}
      <p className={css.outcome} role="status">
        {outcomeWords(test)}
      </p>
    </div>
  );
}

interface PartListProps {
  parts: readonly Part[];
  name: string;
  going?: boolean;
  onAccept?: Accept;
}

export function PartList({ parts, name, going = false, onAccept }: PartListProps) {
  if (parts.length === 0 && !going) return null;
  return (
    <ol className={css.parts} aria-label={t('What was looked at')}>
      {parts.map(({ part, ok, untried = false, message, hint, accept }) => (
        <li key={`${part} ${message}`} data-ok={ok}>
          <StateGlyph state={untried ? 'ready' : ok ? 'done' : 'failed'} size={14} title={untried ? t('Not tried') : ok ? t('Good') : t('Wrong')} />
          <b>{partWords(part)}</b>
          <span>
            {withoutName(told(message), name)}
            {hint && <em>{told(hint)}</em>}
            {accept && !ok && onAccept && (
              <button type="button" className={`${formCss.button} ${formCss.small}`} onClick={() => onAccept(accept.field, accept.value)}>
                <IconCheck size={14} aria-hidden /> {t('I have compared it: accept it')}
              </button>
            )}
          </span>
        </li>
      ))}
      {going && (
        <li data-going>
          <StateGlyph state="running" size={14} beside />
          <b>{t('Looking…')}</b>
        </li>
      )}
    </ol>
  );
}

/** The setting is marked in the form; its name in the config says nothing to a person. */
function withoutPlace({ place: _place, ...report }: ErrorReport): ErrorReport {
  return report;
}

function outcomeWords({ state, ms, error, parts }: ConnectionTest): string {
  const time = ms === null ? '' : formatDuration(ms);
  if (state === 'going') return t('Testing the connection…');
  if (state === 'passed' && parts.some(({ untried }) => untried)) return t('Nothing is wrong with what was tried. The test took {{time}}.', { time });
  if (state === 'passed') return t('All is well. The test took {{time}}.', { time });
  if (state === 'stopped') return t('The test was stopped.');
  if (error && parts.length === 0) return t('Nothing was tried.');
  return error ? t('The test could not be finished.') : t('The connection cannot be used as it is. What comes after that was not checked.');
}
