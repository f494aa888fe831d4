import { styleText } from 'node:util';
import { formatCount, formatDuration } from '../core/base/amounts.ts';
import type { ErrorReport } from '../core/base/errors.ts';
import type { StepFacts } from '../core/base/run-facts.ts';

/** Where a command writes: results to `out`, progress and errors to `err`. Tests give their own. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Whether a person watches: live lines and colours only then. */
  readonly live: boolean;
}

export const terminal: Terminal = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  live: process.stderr.isTTY === true,
};

type Colour = 'red' | 'green' | 'yellow' | 'dim' | 'bold';

/** Coloured on a terminal (NO_COLOR is honoured), plain elsewhere. */
export function paint(colour: Colour, text: string, to: Terminal): string {
  return to.live ? styleText(colour, text, { stream: process.stderr }) : text;
}

/** Rows as aligned columns; `right` names the columns of numbers. */
export function table(rows: readonly (readonly string[])[], right: readonly number[] = []): string {
  const widths = (rows[0] ?? []).map((_, column) => rows.reduce((most, row) => Math.max(most, width(row[column] ?? '')), 0));
  const cell = (text: string, column: number) => {
    const space = ' '.repeat(Math.max(0, (widths[column] ?? 0) - width(text)));
    return right.includes(column) ? space + text : text + space;
  };
  return rows.map((row) => `${row.map(cell).join('  ').trimEnd()}\n`).join('');
}

let graphemes: Intl.Segmenter | undefined;

/** Characters as a terminal shows them: combined ones count once, wide ones (East Asian, emoji) twice. */
function width(text: string): number {
  if (/^[ -~\u00a1-\u00ac\u00ae-\u024f]*$/.test(text)) return text.length;
  graphemes ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  let columns = 0;
  for (const { segment } of graphemes.segment(text))
    columns += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u.test(segment) ? 2 : 1;
  return columns;
}

/** An error for a person: what happened, where, what to do. */
export function describeError(report: ErrorReport, to: Terminal): string {
  const { file, row, field } = report.place ?? {};
  const where = [file, row === undefined ? '' : `row ${formatCount(row)}`, field ? `field ${field}` : '']
    .filter((part) => part && !report.message.includes(part))
    .join(', ');
  return `${paint('red', report.message, to)}${where ? ` (${where})` : ''}\n${report.hint ? `${report.hint}\n` : ''}`;
}

/** The steps of a run as a table with their books. */
export function stepTable(steps: readonly StepFacts[]): string {
  const head = ['step', 'in', 'out', 'filtered', 'duplicates', 'rejected', 'time', ''];
  const number = (value: number) => (value === 0 ? '·' : formatCount(value));
  const rows = steps.map((step) => [
    step.name,
    number(step.counts.in),
    number(step.counts.out),
    number(step.counts.filtered),
    number(step.counts.duplicates),
    number(step.counts.rejected),
    formatDuration(step.ms),
    step.status === 'succeeded' ? '' : step.status.replaceAll('-', ' '),
  ]);
  return table([head, ...rows], [1, 2, 3, 4, 5, 6]);
}

/** One line that is written over while a run goes on; gone when it ends. Silent where nobody watches. */
export function createProgressLine(to: Terminal): { show(text: string): void; end(): void } {
  let shown = false;
  return {
    show: (text) => {
      if (!to.live) return;
      to.err(`\r\x1b[2K${text.slice(0, (process.stderr.columns ?? 80) - 1)}`);
      shown = true;
    },
    end: () => {
      if (shown) to.err('\r\x1b[2K');
      shown = false;
    },
  };
}
