import type { RecordOrigin, Sample } from '../../../core/base/sample.ts';
import { atOnce, pausesAt, type Sliced } from '../slices.ts';

/** Text that is the same for the same source record. */
export function originKey(origin: RecordOrigin): string {
  return `${origin.source}:${origin.ordinal}`;
}

/** Finds the records of a sample by where they came from. Numbers throughout: a text for each of 100,000 records would take a third of a second. */
export interface OriginIndex {
  /** Position of the first record of an origin; -1 where there is none. */
  firstOf(origin: RecordOrigin): number;
  /** Position of the next record of the same origin; -1 behind the last. */
  nextOf(row: number): number;
  /** All of them, in order. */
  rowsOf(origin: RecordOrigin): number[];
}

const indexes = new WeakMap<Sample, OriginIndex>();

/** Positions of a sample's records by where they came from. */
export function byOrigin(sample: Sample): OriginIndex {
  return atOnce(indexing(sample, 0, 1));
}

/** By ordinal: the first record with it, -1 for none. Ordinals lie close together where a source is read from its beginning. */
interface Heads {
  get(ordinal: number): number | undefined;
  set(ordinal: number, row: number): unknown;
}

const DENSE = 4;

function headsOf(origins: readonly RecordOrigin[]): ReadonlyMap<string, Heads> {
  const ends = new Map<string, number>();
  for (const { source, ordinal } of origins) if (ordinal >= (ends.get(source) ?? 0)) ends.set(source, ordinal + 1);
  return new Map([...ends].map(([source, end]) => [source, end <= origins.length * DENSE ? denseHeads(end) : new Map<number, number>()]));
}

function denseHeads(end: number): Heads {
  const rows = new Int32Array(end).fill(-1);
  return {
    get: (ordinal) => rows[ordinal],
    set: (ordinal, row) => {
      rows[ordinal] = row;
    },
  };
}

/** The same in slices; what was found is kept with the sample. */
export function* indexing(sample: Sample, start: number, end: number): Sliced<OriginIndex> {
  const known = indexes.get(sample);
  if (known) return known;
  const { origins } = sample;
  const heads = headsOf(origins);
  const firstOf = ({ source, ordinal }: RecordOrigin) => heads.get(source)?.get(ordinal) ?? -1;
  const next = new Int32Array(origins.length);
  // From the last one up, so that the first of an origin is found first.
  for (let done = 0; done < origins.length; done++) {
    const row = origins.length - 1 - done;
    const origin = origins[row] as RecordOrigin;
    next[row] = firstOf(origin);
    heads.get(origin.source)?.set(origin.ordinal, row);
    const part = pausesAt(done, origins.length, start, end);
    if (part !== null) yield part;
  }
  const nextOf = (row: number) => next[row] ?? -1;
  const rowsOf = (origin: RecordOrigin) => {
    const rows: number[] = [];
    for (let row = firstOf(origin); row >= 0; row = nextOf(row)) rows.push(row);
    return rows;
  };
  const index = { firstOf, nextOf, rowsOf };
  indexes.set(sample, index);
  return index;
}
