import { fail } from '../failure.ts';
import { createMatcher, MAX_SEARCHED, type Matcher } from '../regex/matcher.ts';
import type { Captures } from '../regex/run-program.ts';
import type { Computed } from './computed.ts';
import { type Implementations, integer, text } from './implementation.ts';
import { bounded } from './text.ts';

/** The matcher of a call, made again only when the pattern changes. */
function createPatterns(): (source: string, ignoreCase: boolean) => Matcher {
  let last: { source: string; ignoreCase: boolean; matcher: Matcher } | undefined;
  return (source, ignoreCase) => {
    if (last?.source === source && last.ignoreCase === ignoreCase) return last.matcher;
    const made = createMatcher(source, ignoreCase);
    if (!made.ok) return fail('pattern-unusable', made.message);
    last = { source, ignoreCase, matcher: made.matcher };
    return made.matcher;
  };
}

function searched(args: readonly Computed[]): string {
  const value = text(args, 0);
  return value.length <= MAX_SEARCHED ? value : fail('text-too-long', `A text of more than ${MAX_SEARCHED} characters is not searched with a pattern.`);
}

const groupText = (value: string, found: Captures, group: number): string => {
  const start = found[group * 2] ?? -1;
  return start < 0 ? '' : value.slice(start, found[group * 2 + 1]);
};

function replaceAll(value: string, matcher: Matcher, fresh: string): string {
  let result = '';
  let kept = 0;
  for (let from = 0; from <= value.length; ) {
    const found = matcher.find(value, from);
    const [start = -1, end = -1] = found ?? [];
    if (found === null) break;
    result += value.slice(kept, start) + fresh.replace(/\$(\$|\d{1,2})/g, (_, name: string) => (name === '$' ? '$' : groupText(value, found, Number(name))));
    bounded(result.length);
    kept = end;
    from = end > start ? end : end + ((value.codePointAt(end) ?? 0) > 0xffff ? 2 : 1);
  }
  return result + value.slice(kept);
}

/** Regular expressions that cannot run long. */
export const patternLibrary: Implementations = {
  perCall: {
    'REGEX.MATCH': () => {
      const patterns = createPatterns();
      return (args) => patterns(text(args, 1), args[2] === true).find(searched(args), 0) !== null;
    },
    'REGEX.EXTRACT': () => {
      const patterns = createPatterns();
      return (args) => {
        const value = searched(args);
        const found = patterns(text(args, 1), args[3] === true).find(value, 0);
        const group = integer(args, 2, 0);
        if (found === null) return '';
        return group >= 0 && group * 2 < found.length ? groupText(value, found, group) : fail('out-of-range', `The pattern has no group ${group}.`);
      };
    },
    'REGEX.REPLACE': () => {
      const patterns = createPatterns();
      return (args) => replaceAll(searched(args), patterns(text(args, 1), args[3] === true), text(args, 2));
    },
  },
};
