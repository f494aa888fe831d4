import { stripTypeScriptTypes } from 'node:module';
import type { SnippetCode } from './messages.ts';
import { type Position, SnippetVerdict, syntaxReport } from './verdict.ts';

/** Name of the snippet's file inside the guest; positions in stacks are found by it. */
export const SNIPPET_FILE = 'snippet';

/**
 * The snippet as one expression the guest can evaluate: a function that makes the function called for each record or batch. The code begins on the
 * second line and keeps its columns; types are blanked, never moved.
 */
export function wrapSnippet({ name, language, style, code, measuredLines }: WrappedCode): string {
  const wrapped = `${headOf(style, measuredLines !== undefined)}\n${code}${TAIL}`;
  if (language === 'javascript') return wrapped;
  try {
    return stripTypeScriptTypes(wrapped, { mode: 'strip', sourceUrl: SNIPPET_FILE });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const message = error.message.split('\n')[0] ?? '';
    const position = typeScriptPosition(error.stack ?? '');
    const report = syntaxReport(name, message, position);
    const unsupported = 'code' in error && error.code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX';
    throw new SnippetVerdict(unsupported ? { ...report, hint: 'Use only types: no enum, namespace or parameter property.' } : report, position);
  }
}

type WrappedCode = Pick<SnippetCode, 'name' | 'language' | 'style' | 'code' | 'measuredLines'>;

const TAIL = '\n}); })';

function headOf(style: SnippetCode['style'], measured: boolean): string {
  return `(function (emit, reject, helpers, state, console${measured ? ', $line' : ''}) { 'use strict'; return (function (${style === 'batch' ? 'records' : 'record'}) {`;
}

/** The code without its types, every character that stays at its place. Throws a `SnippetVerdict` where it cannot be understood. */
export function withoutTypes(snippet: WrappedCode): string {
  const wrapped = wrapSnippet(snippet);
  return wrapped.slice(headOf(snippet.style, false).length + 1, wrapped.lastIndexOf(TAIL));
}

/** The compiler shows the line and a caret below the place. */
function typeScriptPosition(stack: string): Position {
  const lines = stack.split('\n');
  const line = Number(/^snippet:(\d+)/.exec(lines[0] ?? '')?.[1] ?? 0) - 1;
  const caret = lines.find((text) => /^\s*\^+\s*$/.test(text));
  return line > 0 ? { line, column: caret === undefined ? 0 : caret.indexOf('^') + 1 } : { line: 0, column: 0 };
}
