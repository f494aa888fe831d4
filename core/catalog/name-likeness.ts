import { bareName, wordsOf } from './field-words.ts';

/** A name taken apart once, so that it can be compared with many. */
export interface TakenName {
  readonly name: string;
  readonly bare: string;
  readonly words: readonly string[];
  readonly letters: number;
  /** Its words in the order of the alphabet. */
  readonly meaning: string;
}

/** How alike two names are, from 0 to 1, and in what way. */
export interface Likeness {
  readonly score: number;
  readonly reason: string;
}

/** Takes a name apart for `nameLikeness`. */
export function takeName(name: string): TakenName {
  const words = wordsOf(name);
  return { name, bare: bareName(name), words, letters: words.reduce((sum, word) => sum + word.length, 0), meaning: [...words].sort().join(' ') };
}

/** Compares names; words that were compared once are not compared again. One is made for one set of names. */
export function createNameLikeness(): (a: TakenName, b: TakenName) => Likeness {
  const numbers = new Map<string, number>();
  const words: string[] = [];
  const pairs: (readonly string[])[] = [];
  const compared: number[][] = [];
  const numbered = new WeakMap<TakenName, readonly number[]>();
  const numberOf = (word: string): number => {
    const known = numbers.get(word);
    if (known !== undefined) return known;
    numbers.set(word, words.length);
    compared.push([]);
    pairs.push(pairsOf(word));
    return words.push(word) - 1;
  };
  const numbersOf = (name: TakenName): readonly number[] => {
    const known = numbered.get(name);
    if (known) return known;
    const found = name.words.map(numberOf);
    numbered.set(name, found);
    return found;
  };
  const wordScore = (a: number, b: number): number => {
    const row = compared[a] as number[];
    const known = row[b];
    if (known !== undefined) return known;
    const score = oneWord(words[a] as string, words[b] as string, pairs[a] as string[], pairs[b] as string[]);
    row[b] = score;
    return score;
  };
  /** Best pairing of the words of two names; longer words weigh more, and words without partner count against it. */
  const wordsLikeness = (a: TakenName, b: TakenName): number => {
    const total = a.letters + b.letters;
    if (total === 0) return 0;
    const [few, many] = a.words.length <= b.words.length ? [numbersOf(a), numbersOf(b)] : [numbersOf(b), numbersOf(a)];
    let used = 0;
    let alike = 0;
    for (const word of few) {
      let best = 0;
      let at = -1;
      for (let i = 0; i < many.length; i++) {
        if (i < 31 && used & (1 << i)) continue;
        const score = wordScore(word, many[i] as number);
        if (score > best) [best, at] = [score, i];
      }
      if (at < 0) continue;
      if (at < 31) used |= 1 << at;
      alike += best * ((words[word] as string).length + (words[many[at] as number] as string).length);
    }
    return Math.min(1, alike / total);
  };
  return (a, b) => {
    if (a.name === b.name) return { score: 1, reason: 'same name' };
    if (a.bare !== '' && a.bare === b.bare) return { score: 0.98, reason: 'same name, written another way' };
    if (a.meaning === b.meaning) return { score: 0.92, reason: 'means the same' };
    return { score: 0.88 * wordsLikeness(a, b), reason: 'similar name' };
  };
}

function oneWord(a: string, b: string, pairs: readonly string[], others: readonly string[]): number {
  if (a === b) return 1;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length >= 3 && long.startsWith(short)) return 0.9;
  if (short.length >= 3 && short.length < long.length && isAbbreviation(short, long)) return 0.75;
  const most = Math.max(1, a.length - 1 + (b.length - 1));
  if (4 * Math.min(pairs.length, others.length) < most) return 0;
  let common = 0;
  for (const pair of pairs) if (others.includes(pair)) common++;
  const dice = (2 * common) / most;
  return dice >= 0.5 ? dice : 0;
}

/** Same first letter, and the others in the same order: dprtmnt for department. */
function isAbbreviation(short: string, long: string): boolean {
  if (short[0] !== long[0]) return false;
  let at = 0;
  for (const letter of long) if (letter === short[at]) at++;
  return at === short.length;
}

function pairsOf(word: string): string[] {
  const pairs = new Set<string>();
  for (let i = 0; i + 1 < word.length; i++) pairs.add(word.slice(i, i + 2));
  return [...pairs];
}
