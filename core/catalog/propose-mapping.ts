import type { Field, FieldType } from '../base/field.ts';
import { isSameMaking } from './field-fit.ts';
import { shapeOfWords } from './field-words.ts';
import { createNameLikeness, type Likeness, type TakenName, takeName } from './name-likeness.ts';
import { TELLING, typeOfShape, type ValueFacts, type ValueShape, valueFacts, valueLikeness } from './value-shapes.ts';

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
  /** What the sample values said for it, in a few words; absent where they said nothing. */
  readonly values?: string;
}

/** An arriving field, with values that were seen in it. */
export interface ProposableField extends Field {
  readonly values?: readonly string[] | undefined;
}

/** A field to find a partner for; its type, where known, counts against partners of another making, and values that it may hold for partners alike. */
export interface WantedField {
  readonly name: string;
  readonly type?: FieldType;
  readonly values?: readonly string[] | undefined;
}

interface Side {
  readonly name: TakenName;
  readonly type: FieldType | undefined;
  readonly facts: ValueFacts | null;
  readonly expected: ValueShape | null;
}

const LEAST = 0.5;

/** A pair that may belong together, by the positions of its fields. */
export interface RankedPair {
  readonly from: number;
  readonly to: number;
  readonly score: number;
  readonly reason: string;
  readonly values: string;
}

/**
 * Proposes for each wanted field the arriving one it is most likely taken from: by name (the same, the same but for case and punctuation, the same meaning
 * such as EmpNo and personnel number, or similar words), by type, and by the values that were seen on both sides, or that the wanted name promises (an
 * address of e-mail). Each arriving field is proposed once at most; the best pairs are made first. In the order of `wanted`.
 */
export function proposeMapping(arriving: readonly ProposableField[], wanted: readonly WantedField[]): Proposal[] {
  const everywhere = () => true;
  return choosePairs(rankPairs(arriving, wanted), arriving, wanted, everywhere, everywhere);
}

/** All pairs that may belong together, the best first. The slow part: 500 by 500 fields take some tenths of a second. */
export function rankPairs(arriving: readonly ProposableField[], wanted: readonly WantedField[]): RankedPair[] {
  const ranking = createRanking(arriving, wanted);
  while (!ranking.step());
  return ranking.pairs();
}

/** `rankPairs` in small steps, for a window that is to stay alive: each step looks at one wanted field and says whether it was the last. */
export function createRanking(arriving: readonly ProposableField[], wanted: readonly WantedField[]): { step(): boolean; pairs(): RankedPair[] } {
  const likeness = createNameLikeness();
  const sources = arriving.map(sideOf);
  const pairs: RankedPair[] = [];
  let to = 0;
  return {
    step: () => {
      const field = wanted[to];
      if (field === undefined) return true;
      const want = sideOf(field);
      for (let from = 0; from < sources.length; from++) {
        const source = sources[from] as Side;
        const found = fitOf(source, want, likeness(source.name, want.name));
        if (found.score >= LEAST) pairs.push({ from, to, ...found });
      }
      return ++to >= wanted.length;
    },
    pairs: () => pairs.sort((a, b) => b.score - a.score || a.to - b.to || a.from - b.from),
  };
}

/** Proposals out of ranked pairs, for the wanted fields that are open and from the arriving ones that are free, by name. */
export function choosePairs(
  pairs: readonly RankedPair[],
  arriving: readonly Field[],
  wanted: readonly WantedField[],
  isOpen: (to: string) => boolean,
  isFree: (from: string) => boolean,
): Proposal[] {
  const takenFrom = new Set<number>();
  const found = new Map<number, Proposal>();
  for (const { from, to, score, reason, values } of pairs) {
    if (takenFrom.has(from) || found.has(to)) continue;
    const pair = { to: (wanted[to] as WantedField).name, from: (arriving[from] as Field).name };
    if (!isOpen(pair.to) || !isFree(pair.from)) continue;
    takenFrom.add(from);
    found.set(to, { ...pair, score: round(score), band: bandOf(score), reason, ...(values === '' ? {} : { values }) });
  }
  return [...found].sort(([a], [b]) => a - b).map(([, proposal]) => proposal);
}

/** How alike two names are, from 0 to 1, and in what way. */
export function likeness(a: string, b: string): Likeness {
  return createNameLikeness()(takeName(a), takeName(b));
}

function sideOf({ name, type, values }: WantedField): Side {
  const taken = takeName(name);
  return { name: taken, type, facts: values ? valueFacts(values, type) : null, expected: shapeOfWords(taken.words) };
}

/** Name, type and values together. Values alone make a pair only where they are the same, or of a form that hardly two fields have by chance. */
function fitOf(source: Side, want: Side, name: Likeness): { score: number; reason: string; values: string } {
  const byName = name.score * (isReadable(source, want) ? 1 : 0.85);
  const values = valuesOf(source, want);
  if (values === null) return { score: byName, reason: name.reason, values: '' };
  if (values.score === 0) return { score: byName * 0.8, reason: name.reason, values: '' };
  const isStrong = values.same !== 'pattern';
  const together = byName + (1 - byName) * (isStrong ? 0.4 : 0.2) * values.score;
  const alone = isStrong ? 0.86 * values.score : 0;
  const words = values.same === 'values' ? 'the same values' : values.score >= 0.5 ? 'values of the same form' : '';
  if (byName >= 0.4 && together >= alone) return { score: together, reason: name.reason, values: words };
  return { score: alone, reason: words, values: words };
}

function valuesOf(source: Side, want: Side): ReturnType<typeof valueLikeness> | null {
  if (!source.facts) return null;
  if (want.facts) return valueLikeness(source.facts, want.facts);
  if (want.expected === null || !TELLING.has(want.expected)) return null;
  if (source.facts.shape === want.expected) return { score: 0.8, same: 'shape' };
  return want.expected === 'phone' ? null : { score: 0, same: 'shape' };
}

/** Types of one making; texts only where what was seen in them can be read as the wanted type. */
function isReadable({ type = 'any', facts }: Side, want: Side): boolean {
  if (type !== 'text' || !facts || want.type === undefined || want.type === 'text' || want.type === 'any') return isSameMaking(type, want.type);
  const read = typeOfShape(facts.shape);
  if (read === null) return want.type === 'list' || want.type === 'object';
  return isSameMaking(read, want.type) || (read === 'integer' && want.type === 'boolean');
}

function bandOf(score: number): Band {
  return score >= 0.9 ? 'high' : score >= 0.68 ? 'medium' : 'low';
}

function round(score: number): number {
  return Math.round(score * 100) / 100;
}
