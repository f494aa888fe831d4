import type { Batch } from '../../data/batch.ts';
import { ordinalAt, sourceAt } from '../../data/origin.ts';

/** Source records in the order they came: node id of the source, first ordinal, how many, and by how much each is behind the last (1, or 0 for the same again). */
export type OriginRun = readonly [source: string, first: number, count: number, step: 0 | 1];

/** The origins of the records of a batch, in order. */
export function originRuns(batch: Batch, sourceId: (index: number) => string): OriginRun[] {
  const runs: [string, number, number, 0 | 1][] = [];
  for (let at = 0; at < batch.count; at++) {
    const row = batch.selection[at] as number;
    const [source, ordinal] = [sourceId(sourceAt(batch, row)), ordinalAt(batch, row)];
    const run = runs.at(-1);
    if (run && run[0] === source) {
      const behind = ordinal - (run[1] + (run[2] - 1) * run[3]);
      if (run[2] === 1 && (behind === 0 || behind === 1)) run[3] = behind;
      if (behind === run[3]) {
        run[2]++;
        continue;
      }
    }
    runs.push([source, ordinal, 1, 1]);
  }
  return runs;
}

interface Span {
  readonly first: number;
  readonly last: number;
  left: number;
  readonly of: number;
}

/** Finds to which of several lists of source records a record belongs. Each record of a list is found as often as it is in there. */
export class OriginIndex {
  readonly #sources = new Map<string, { spans: Span[]; furthest: number[] }>();

  /** `lists` are found by their position. */
  constructor(lists: readonly (readonly OriginRun[])[]) {
    const bySource = new Map<string, Span[]>();
    lists.forEach((runs, of) => {
      for (const [source, first, count, step] of runs) {
        const spans = bySource.get(source) ?? [];
        bySource.set(source, spans);
        spans.push({ first, last: first + (count - 1) * step, left: count, of });
      }
    });
    for (const [source, spans] of bySource) {
      // Sorting is stable: of spans that begin alike, the one that came first is found first.
      spans.sort((a, b) => a.first - b.first);
      let last = Number.NEGATIVE_INFINITY;
      const furthest = spans.map((span) => {
        last = Math.max(last, span.last);
        return last;
      });
      this.#sources.set(source, { spans, furthest });
    }
  }

  /** Position of the list a record belongs to, or -1; the record is taken from it. */
  take(source: string, ordinal: number): number {
    const known = this.#sources.get(source);
    if (!known) return -1;
    const { spans, furthest } = known;
    let [low, high] = [0, spans.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((spans[middle] as Span).first <= ordinal) low = middle + 1;
      else high = middle;
    }
    let found: Span | null = null;
    for (let at = low - 1; at >= 0 && (furthest[at] as number) >= ordinal; at--) {
      const span = spans[at] as Span;
      if (span.left > 0 && span.last >= ordinal) found = span;
    }
    if (!found) return -1;
    found.left--;
    return found.of;
  }
}

/** Lists put together as one, neighbours joined: groups that follow one another take no more room than one. */
export class RunsJoined {
  readonly #joined: [string, number, number, 0 | 1][] = [];

  get runs(): readonly OriginRun[] {
    return this.#joined;
  }

  add(list: readonly OriginRun[]): void {
    for (const [source, first, count, step] of list) {
      const before = this.#joined.at(-1);
      const follows = before && before[0] === source && before[3] === 1 && step === 1 && first === before[1] + before[2];
      if (follows) before[2] += count;
      else this.#joined.push([source, first, count, step]);
    }
  }
}
