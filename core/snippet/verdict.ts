import { type ErrorReport, UserError } from '../base/errors.ts';
import type { SnippetLimits } from './messages.ts';

/** Where in the snippet's own text something happened: counted from 1, 0 when it cannot be told. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A snippet that was stopped or cannot be compiled: names the step and the place in its code. `report.code` says which limit it was. */
export class SnippetVerdict extends UserError {
  readonly line: number;
  readonly column: number;

  constructor(report: Pick<ErrorReport, 'code' | 'message' | 'hint' | 'details'>, position: Position) {
    super(report.code, report.message, {
      ...(report.hint === undefined ? {} : { hint: report.hint }),
      ...(report.details === undefined ? {} : { details: report.details }),
    });
    this.name = 'SnippetVerdict';
    this.line = position.line;
    this.column = position.column;
  }
}

/** What the guest said when it ended, as text: never an object of the guest. */
export interface GuestError {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
}

type Report = Pick<ErrorReport, 'class' | 'code' | 'message' | 'hint'> & { hint: string };

/**
 * First place in the snippet that a stack of the guest names. A loop without a body has no place of its own there: with the code of an interrupted
 * snippet, the place of its first such loop is given instead, or of its first loop.
 */
export function positionIn(stack: string, interrupted = ''): Position {
  const match = /\bsnippet:(\d+):(\d+)/.exec(stack) ?? /\bsnippet:(\d+)/.exec(stack);
  const line = Number(match?.[1] ?? 1) - 1;
  if (line > 0) return { line, column: Number(match?.[2] ?? 0) };
  const loop = /\b(?:for|while)\s*\([^)]*\)\s*(?:;|\{\s*\})/.exec(interrupted) ?? /\b(?:for|while|do)\b/.exec(interrupted);
  if (!loop) return { line: 0, column: 0 };
  const before = interrupted.slice(0, loop.index).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function where(name: string, { line }: Position): string {
  return line > 0 ? `"${name}", line ${line}` : `"${name}"`;
}

function seconds(ms: number): string {
  return ms % 1000 === 0 ? (ms === 1000 ? '1 second' : `${ms / 1000} seconds`) : `${ms} ms`;
}

/** The code cannot be understood. */
export function syntaxReport(name: string, message: string, position: Position): Report {
  return {
    class: 'user',
    code: 'snippet-syntax',
    message: `The code of ${where(name, position)} cannot be understood: ${message.replace(/[.]$/, '')}.`,
    hint: 'Correct the line, or the one before it: a bracket or quote may be missing.',
  };
}

/** One call, or a batch, took too long. */
export function timeReport(name: string, position: Position, which: 'call' | 'batch' | 'silent', limits: SnippetLimits, row: number): Report {
  const what = which === 'batch' ? `The records of one batch took more than ${seconds(limits.batchMs)}` : `One call took more than ${seconds(limits.callMs)}`;
  return {
    class: 'user',
    code: 'snippet-time',
    message: `The code of ${where(name, position)} was stopped. ${what}${row > 0 ? ` (record ${row} of the batch)` : ''}.`,
    hint: 'Look for a loop that never ends, or do less for each record.',
  };
}

/** The guest ran into its memory limit. */
export function memoryReport(name: string, position: Position, mebibytes: number): Report {
  return {
    class: 'user',
    code: 'snippet-memory',
    message: `The code of ${where(name, position)} was stopped: it needs more than ${mebibytes} MB of memory.`,
    hint: 'Keep less in "state", and make lists and texts smaller.',
  };
}

/** The guest called itself too deep. */
export function recursionReport(name: string, position: Position): Report {
  return {
    class: 'user',
    code: 'snippet-recursion',
    message: `The code of ${where(name, position)} was stopped: functions call each other too deep.`,
    hint: 'Look for a function that calls itself without end, or use a loop.',
  };
}

/** The sandbox itself broke; the reason is for the details. */
export function crashReport(name: string): Report {
  return {
    class: 'user',
    code: 'snippet-crash',
    message: `The code of "${name}" broke the sandbox it runs in, and was stopped.`,
    hint: 'Very deep or very large data can do that. Do less at once.',
  };
}
