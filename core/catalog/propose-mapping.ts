import type { Field, FieldType } from '../base/field.ts';
import { bareName, wordsOf } from './field-words.ts';

/** How sure a proposal is: `high` may be taken over without looking, `low` is no more than a hint. */
export type Band = 'high' | 'medium' | 'low';

/** A proposed pair: the field that leaves, and the arriving field it may be taken from. */
export interface Proposal {
  readonly to: string;
  readonly from: string;
  /** From 0.5 to 1. */
  readonly score: number;
  readonly band: Band;
  /** Why, in a few words: "same name", "means the same". */
  readonly reason: string;
}

/** A field to find a partner for; its type, where known, counts against partners of another making. */
export interface WantedField {
  readonly name: string;
  readonly type?: FieldType;
}

const LEAST = 0.5;
const FAMILY: Readonly<Partial<Record<FieldType, string>>> = {
  integer: 'number',
  number: 'number',
  decimal: 'number',
  date: 'date',
  datetime: 'date',
  time: 'time',
  boolean: 'boolean',
  list: 'nested',
  object: 'nested',
};

/**
 * Proposes for each wanted field the arriving one it is most likely taken from, by name: the same, the same but for case and punctuation, the same meaning
 * (EmpNo and personnel number), or similar words. Each arriving field is proposed once at most; the best pairs are made first. In the order of `wanted`.
 */
export function proposeMapping(arriving: readonly Field[], wanted: readonly WantedField[]): Proposal[] {
  const pairs: { from: number; to: number; score: number; reason: string }[] = [];
  wanted.forEach((want, to) => {
    arriving.forEach((field, from) => {
      const { score, reason } = likeness(field.name, want.name);
      const fitting = score * (sameMaking(field.type, want.type) ? 1 : 0.85);
      if (fitting >= LEAST) pairs.push({ from, to, score: fitting, reason });
    });
  });
  pairs.sort((a, b) => b.score - a.score || a.to - b.to || a.from - b.from);
  const takenFrom = new Set<number>();
  const found = new Map<number, Proposal>();
  for (const { from, to, score, reason } of pairs) {
    if (takenFrom.has(from) || found.has(to)) continue;
    takenFrom.add(from);
    found.set(to, { to: (wanted[to] as WantedField).name, from: (arriving[from] as Field).name, score: round(score), band: bandOf(score), reason });
  }
  return [...found].sort(([a], [b]) => a - b).map(([, proposal]) => proposal);
}

/** How alike two names are, from 0 to 1, and in what way. */
export function likeness(a: string, b: string): { score: number; reason: string } {
  if (a === b) return { score: 1, reason: 'same name' };
  if (bareName(a) !== '' && bareName(a) === bareName(b)) return { score: 0.98, reason: 'same name, written another way' };
  const [words, others] = [wordsOf(a), wordsOf(b)];
  if ([...words].sort().join(' ') === [...others].sort().join(' ')) return { score: 0.92, reason: 'means the same' };
  return { score: 0.88 * wordLikeness(words, others), reason: 'similar name' };
}

function bandOf(score: number): Band {
  return score >= 0.9 ? 'high' : score >= 0.68 ? 'medium' : 'low';
}

function round(score: number): number {
  return Math.round(score * 100) / 100;
}

function sameMaking(a: FieldType, b: FieldType | undefined): boolean {
  const [left, right] = [FAMILY[a], b === undefined ? undefined : FAMILY[b]];
  return left === undefined || right === undefined || left === right;
}

/** Best pairing of the words of two names; longer words weigh more, and words without partner count against it. */
function wordLikeness(a: readonly string[], b: readonly string[]): number {
  const [few, many] = a.length <= b.length ? [a, b] : [b, a];
  const free = new Set(many.keys());
  let alike = 0;
  for (const word of few) {
    let best = 0;
    let at = -1;
    for (const index of free) {
      const score = oneWord(word, many[index] as string);
      if (score > best) [best, at] = [score, index];
    }
    if (at < 0) continue;
    free.delete(at);
    alike += best * (word.length + (many[at] as string).length);
  }
  const total = [...a, ...b].reduce((sum, word) => sum + word.length, 0);
  return total === 0 ? 0 : alike / total;
}

function oneWord(a: string, b: string): number {
  if (a === b) return 1;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length >= 3 && long.startsWith(short)) return 0.9;
  if (short.length >= 3 && short.length < long.length && isAbbreviation(short, long)) return 0.75;
  const pairs = pairsOf(a);
  const others = pairsOf(b);
  let common = 0;
  for (const pair of pairs) if (others.delete(pair)) common++;
  const dice = (2 * common) / Math.max(1, a.length - 1 + (b.length - 1));
  return dice >= 0.5 ? dice : 0;
}

/** Same first letter, and the others in the same order: dprtmnt for department. */
function isAbbreviation(short: string, long: string): boolean {
  if (short[0] !== long[0]) return false;
  let at = 0;
  for (const letter of long) if (letter === short[at]) at++;
  return at === short.length;
}

function pairsOf(word: string): Set<string> {
  const pairs = new Set<string>();
  for (let i = 0; i + 1 < word.length; i++) pairs.add(word.slice(i, i + 2));
  return pairs;
}
