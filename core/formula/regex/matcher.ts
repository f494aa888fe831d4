import { type Pattern, parsePattern } from './pattern.ts';
import { programOf } from './program.ts';
import { type Captures, runProgram } from './run-program.ts';

/** Longest text that is searched with a pattern. */
export const MAX_SEARCHED = 200_000;
/** Ways through a pattern that the built-in matcher may have to try before ours takes over. */
const MAX_WAYS = 100_000;

/** Finds a pattern in texts. */
export interface Matcher {
  /** First match at or after `from`. Fails with `pattern-too-slow` instead of running for seconds. */
  find(text: string, from: number): Captures | null;
}

/** A matcher for a pattern, or why there is none. No pattern and no text can make it run long: at worst time grows with pattern times text, up to a limit. */
export function createMatcher(source: string, ignoreCase: boolean): { ok: true; matcher: Matcher } | { ok: false; message: string } {
  const parsed = parsePattern(source, ignoreCase);
  if (!parsed.ok) return parsed;
  const { pattern, groups } = parsed;
  const program = programOf(pattern);
  if (program === null) return { ok: false, message: 'The pattern repeats too much.' };
  const builtIn = waysOf(pattern, 1) <= MAX_WAYS ? nativeExpression(source, ignoreCase) : undefined;
  const find: Matcher['find'] = (text, from) => {
    if (builtIn !== undefined && waysOf(pattern, text.length) * (text.length + 1) <= MAX_WAYS) {
      builtIn.lastIndex = from;
      const found = builtIn.exec(text);
      return found === null ? null : (found.indices ?? []).flatMap((pair) => (pair === undefined ? [-1, -1] : pair));
    }
    return runProgram(program, groups, text, from);
  };
  return { ok: true, matcher: { find } };
}

/** The same pattern for the built-in matcher. One it reads otherwise than we do (none is known) is left to ours. */
function nativeExpression(source: string, ignoreCase: boolean): RegExp | undefined {
  try {
    return new RegExp(source, ignoreCase ? 'gdiu' : 'gdu');
  } catch {
    return undefined;
  }
}

/** Upper bound of the ways a backtracking matcher can go through a pattern on a text of this length; Infinity for choices inside repeats. */
function waysOf(pattern: Pattern, length: number): number {
  switch (pattern.kind) {
    case 'character':
    case 'edge':
      return 1;
    case 'sequence':
      return pattern.parts.reduce((ways, part) => ways * waysOf(part, length), 1);
    case 'choice':
      return pattern.parts.reduce((ways, part) => ways + waysOf(part, length), 0);
    case 'group':
      return waysOf(pattern.inner, length);
    case 'repeat': {
      const inner = waysOf(pattern.inner, length);
      if (pattern.max > 1 && (inner > 1 || pattern.inner.kind === 'repeat')) return Number.POSITIVE_INFINITY;
      return inner * (Math.min(pattern.max, length) - Math.min(pattern.min, length) + 1);
    }
  }
}
