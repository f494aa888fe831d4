import { t } from '../../i18n/i18n.ts';
import type { CodeMark, CodeNote } from '../../ui/code-editor/code-editor-props.ts';
import type { TrialResult } from './useTrial.ts';

/** A line is worth marking from this share of the time on. */
const SLOW_SHARE = 0.2;
const MOST_SLOW = 3;

/** What a trial has to say of single lines: those that fail, and those that most of the time goes into. */
export function trialNotes({ failing = [], timing }: TrialResult): CodeNote[] {
  const failed = failing
    .filter(({ line }) => line > 0)
    .map(({ line, records }): CodeNote => ({ line, kind: 'failing', words: t('fails for {{count}} records', { count: records.length }) }));
  const slow = (timing?.lines ?? [])
    .filter(({ line, share }) => share >= SLOW_SHARE && failed.every((note) => note.line !== line))
    .toSorted((a, b) => b.share - a.share)
    .slice(0, MOST_SLOW)
    .map(({ line, share, microseconds, hits }): CodeNote => {
      const words = t('{{percent}} % of the time, {{time}} each of {{count}} times', {
        percent: Math.round(share * 100),
        time: timeWords(microseconds / hits),
        count: hits,
      });
      return { line, kind: 'slow', words };
    });
  return (timing?.lines.length ?? 0) > 1 ? [...failed, ...slow] : failed;
}

/** Where the code failed, as marks with the reason. */
export function trialMarks({ failing = [], error }: TrialResult): CodeMark[] {
  const lines = failing.filter(({ line }) => line > 0);
  if (lines.length > 0) return lines.map(({ line, message }) => ({ line, message }));
  return error?.line === undefined ? [] : [{ line: error.line, column: error.column, message: error.message }];
}

/** A short time in words: 4.2 µs, 1.3 ms. */
export function timeWords(microseconds: number): string {
  if (microseconds >= 1_000) return `${(microseconds / 1_000).toFixed(1)} ms`;
  return `${microseconds < 10 ? microseconds.toFixed(1) : Math.round(microseconds)} µs`;
}
