import { compareWords, type HashWords } from './hash-words.ts';
import type { KeySegment } from './key-segment.ts';
import type { KeysByDay } from './keys-by-day.ts';
import { COLUMNS } from './segment-form.ts';

/** How many keys are remembered, and how long; 0 for without limit. */
export interface KeyLimits {
  readonly days: number;
  readonly most: number;
}

/** Which keys count as forgotten although they may still stand in a file: those of days before `day`, and `cut` of that day, from the hash `from` on. */
export interface Floor {
  readonly day: number;
  readonly from: HashWords | null;
  readonly cut: number;
}

export const NO_FLOOR: Floor = { day: 0, from: null, cut: 0 };

/** Candidates looked at together when some keys of a day are to be forgotten. */
const AT_ONCE = 1 << 14;
const WORDS = 2 ** 32;

/** Whether a key that was seen last on that day is forgotten. */
export function isForgotten({ day: first, from }: Floor, day: number, w0: number, w1: number, w2: number, w3: number): boolean {
  if (day !== first) return day < first;
  return from !== null && compareWords([w0, w1, w2, w3], from) >= 0;
}

/** What the limits leave. `old` and `tooMany`: how many keys are forgotten for their age, and for their number. */
export function forget(
  segments: readonly KeySegment[],
  keys: KeysByDay,
  floor: Floor,
  limits: KeyLimits,
  today: number,
): { floor: Floor; old: number; tooMany: number; left: number } {
  let reached = floor;
  let [old, left] = [0, 0];
  const days: [day: number, count: number][] = [];
  for (const [day, count] of keys.counted(floor))
    if (limits.days > 0 && day < today - limits.days) old += count;
    else {
      days.push([day, count]);
      left += count;
    }
  if (limits.days > 0 && floor.day < today - limits.days) reached = { day: today - limits.days, from: null, cut: 0 };
  const tooMany = limits.most > 0 ? Math.max(0, left - limits.most) : 0;
  let beyond = tooMany;
  for (const [day, count] of days) {
    if (beyond === 0) break;
    if (count <= beyond) {
      beyond -= count;
      reached = { day: day + 1, from: null, cut: 0 };
      continue;
    }
    const before = reached.day === day ? reached : { day, from: null, cut: 0 };
    reached = { day, from: cutOff(segments, day, beyond, count, before.from), cut: before.cut + beyond };
    beyond = 0;
  }
  return { floor: reached, old, tooMany, left: left - tooMany };
}

/** The hash from which on `beyond` of the `count` keys of a day are left out, those from `before` on having been left out already. */
function cutOff(segments: readonly KeySegment[], day: number, beyond: number, count: number, before: HashWords | null): HashWords {
  let top = before ? before[0] + 1 : WORDS;
  const width = Math.max(1, Math.ceil(top * Math.min(1, (1.2 * Math.min(beyond, AT_ONCE) + 16) / count)));
  for (let left = beyond; top > 0; ) {
    const bottom = Math.max(0, top - width);
    const found = keysOf(segments, day, bottom, top, before);
    if (found.length >= left) return found[left - 1] as HashWords;
    left -= found.length;
    top = bottom;
  }
  return [0, 0, 0, 0];
}

/** The keys that were seen last on that day, whose first word lies in `[bottom, top)` and who lie before `before`; the greatest first. */
function keysOf(segments: readonly KeySegment[], day: number, bottom: number, top: number, before: HashWords | null): HashWords[] {
  const later = segments.filter(({ newest }) => newest > day);
  const found: HashWords[] = [];
  for (const segment of segments) {
    if (segment.oldest > day || segment.newest < day) continue;
    for (let at = segment.blockFor(bottom); at < segment.blocks && segment.fence(at) < top; at++) {
      const block = segment.read(at);
      const keys = block.length / COLUMNS;
      for (let key = 0; key < keys; key++) {
        const w0 = block[key] as number;
        if (block[key + 4 * keys] !== day || w0 < bottom || w0 >= top) continue;
        const hash: HashWords = [w0, block[key + keys] as number, block[key + 2 * keys] as number, block[key + 3 * keys] as number];
        if (before && compareWords(hash, before) >= 0) continue;
        if (!later.some((other) => other !== segment && other.find(...hash) > day)) found.push(hash);
      }
    }
  }
  found.sort((a, b) => compareWords(b, a));
  return found.filter((hash, at) => at === 0 || compareWords(hash, found[at - 1] as HashWords) !== 0);
}
