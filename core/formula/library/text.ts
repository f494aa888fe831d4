import type { Value } from '../../base/value.ts';
import { fail } from '../failure.ts';
import { toText } from './coerce.ts';
import type { Computed } from './computed.ts';
import { type Implementations, integer, text } from './implementation.ts';

/** Longest text a function may make. */
const MAX_TEXT = 1_000_000;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII begins with them
const ASCII = /^[\u0000-\u007F]*$/;
let segmenter: Intl.Segmenter | undefined;

/** The characters of a text as a person counts them: a letter with its accents, an emoji with its modifiers. */
function charactersOf(value: string): string[] {
  if (ASCII.test(value)) return value.split('');
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(value), ({ segment }) => segment);
}

/** Part of a text by characters; positions from 0. */
function part(value: string, start: number, end: number): string {
  return ASCII.test(value) ? value.slice(start, end) : charactersOf(value).slice(start, end).join('');
}

function countOf(count: number, name: string): number {
  return count >= 0 ? count : fail('out-of-range', `${name} cannot take ${count} characters.`, { value: String(count) });
}

function startOf(start: number, name: string): number {
  return start >= 1 ? start - 1 : fail('out-of-range', `${name} starts at position 1 or later, not ${start}.`, { value: String(start) });
}

/** Refuses a text that would be too long before it is made. */
export function bounded(length: number): void {
  if (length > MAX_TEXT) fail('text-too-long', `The text would have more than ${MAX_TEXT.toLocaleString('en')} characters.`);
}

function substitute(value: string, old: string, fresh: string, which: number | undefined): string {
  if (old === '') return value;
  const parts = value.split(old);
  bounded(value.length + (parts.length - 1) * fresh.length);
  if (which === undefined) return parts.join(fresh);
  if (which < 1) return fail('out-of-range', `SUBSTITUTE counts appearances from 1, not ${which}.`);
  return which >= parts.length ? value : parts.slice(0, which).join(old) + fresh + parts.slice(which).join(old);
}

function find(needle: string, haystack: string, start: number, name: string): number {
  const from = startOf(start, name);
  const at = haystack.indexOf(needle, part(haystack, 0, from).length);
  if (at === -1)
    return fail('not-found', `${name} did not find "${needle.slice(0, 40)}".`, {
      value: haystack.slice(0, 200),
      hint: 'Use CONTAINS to test first, or IFERROR.',
    });
  return charactersOf(haystack.slice(0, at)).length + 1;
}

/** All values of arguments and the lists in them, as texts. */
export function textsOf(args: readonly Computed[]): string[] {
  return args.flatMap((arg) => (Array.isArray(arg) ? textsOf(arg as readonly Value[]) : [toText(arg)]));
}

function join(texts: readonly string[], separator: string): string {
  bounded(texts.reduce((sum, item) => sum + item.length + separator.length, 0));
  return texts.join(separator);
}

const PLAIN_LETTERS: ReadonlyMap<string, string> = new Map(
  Object.entries({ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', Æ: 'AE', Œ: 'OE', Ø: 'O', Ł: 'L', Đ: 'D' }),
);

function padding(args: readonly Computed[], name: string): string {
  const missing = countOf(integer(args, 1, 0), name) - charactersOf(text(args, 0)).length;
  const fill = (args[2] as string | undefined) || ' ';
  if (missing <= 0) return '';
  bounded(missing * fill.length);
  return part(fill.repeat(Math.ceil(missing / charactersOf(fill).length)), 0, missing);
}

/** Texts: positions count characters as people do. */
export const textLibrary: Implementations = {
  plain: {
    UPPER: (args) => text(args, 0).toUpperCase(),
    LOWER: (args) => text(args, 0).toLowerCase(),
    PROPER: (args) =>
      text(args, 0)
        .toLowerCase()
        .replace(/(^|[^\p{L}\p{M}])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase()),
    TRIM: (args) =>
      text(args, 0)
        .trim()
        .replace(/[ \u00A0]{2,}/g, ' '),
    LEN: (args) => (ASCII.test(text(args, 0)) ? text(args, 0).length : charactersOf(text(args, 0)).length),
    LEFT: (args) => part(text(args, 0), 0, countOf(integer(args, 1, 1), 'LEFT')),
    RIGHT: (args) => {
      const count = countOf(integer(args, 1, 1), 'RIGHT');
      return count === 0 ? '' : part(text(args, 0), -count, Number.POSITIVE_INFINITY);
    },
    MID: (args) => {
      const start = startOf(integer(args, 1, 1), 'MID');
      return part(text(args, 0), start, start + countOf(integer(args, 2, 0), 'MID'));
    },
    SUBSTITUTE: (args) => substitute(text(args, 0), text(args, 1), text(args, 2), args[3] as number | undefined),
    REPLACE: (args) => {
      const start = startOf(integer(args, 1, 1), 'REPLACE');
      const value = text(args, 0);
      return part(value, 0, start) + text(args, 3) + part(value, start + countOf(integer(args, 2, 0), 'REPLACE'), Number.POSITIVE_INFINITY);
    },
    CLEAN: (args) => text(args, 0).replace(/\p{Cc}/gu, ''),
    UNACCENT: (args) =>
      text(args, 0)
        .normalize('NFD')
        .replace(/\p{M}/gu, '')
        .replace(/[ßæœøłđÆŒØŁĐ]/g, (letter) => PLAIN_LETTERS.get(letter) ?? letter),
    REPT: (args) => {
      const count = countOf(integer(args, 1, 0), 'REPT');
      bounded(text(args, 0).length * count);
      return text(args, 0).repeat(count);
    },
    'PAD.LEFT': (args) => padding(args, 'PAD.LEFT') + text(args, 0),
    'PAD.RIGHT': (args) => text(args, 0) + padding(args, 'PAD.RIGHT'),
    SPLIT: (args) => {
      const parts = text(args, 1) === '' ? [text(args, 0)] : text(args, 0).split(text(args, 1));
      const place = integer(args, 2, 1);
      return parts[place < 0 ? parts.length + place : place - 1] ?? '';
    },
    TEXTSPLIT: (args) => (text(args, 0) === '' ? [] : text(args, 1) === '' ? charactersOf(text(args, 0)) : text(args, 0).split(text(args, 1))),
    CHAR: (args) => {
      const code = integer(args, 0, 0);
      return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
        ? String.fromCodePoint(code)
        : fail('out-of-range', `There is no character with the number ${code}.`);
    },
    CODE: (args) => text(args, 0).codePointAt(0) ?? fail('value-missing', 'CODE needs a text with a character.'),
    CONTAINS: (args) => text(args, 0).toLowerCase().includes(text(args, 1).toLowerCase()),
    STARTSWITH: (args) => text(args, 0).toLowerCase().startsWith(text(args, 1).toLowerCase()),
    ENDSWITH: (args) => text(args, 0).toLowerCase().endsWith(text(args, 1).toLowerCase()),
    FIND: (args) => find(text(args, 0), text(args, 1), integer(args, 2, 1), 'FIND'),
    SEARCH: (args) => find(text(args, 0).toLowerCase(), text(args, 1).toLowerCase(), integer(args, 2, 1), 'SEARCH'),
    CONCAT: (args) => join(textsOf(args), ''),
    TEXTJOIN: (args) =>
      join(
        textsOf(args.slice(2)).filter((item) => item !== '' || args[1] !== true),
        text(args, 0),
      ),
    EXACT: (args) => args[0] === args[1],
  },
};
