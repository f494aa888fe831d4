import type { Sample } from '../../../core/base/sample.ts';
import { pausesAt, type Sliced } from '../slices.ts';
import { aligning, type Comparison, compareSamples, pairing, sameLines } from './compare.ts';
import { indexing } from './origin-index.ts';

/** Records of two ports in lines; positions in their samples, null where the other side has none for it. */
export interface PairedSamples {
  comparison: Comparison;
  all: readonly { left: number | null; right: number | null }[];
  /** Those that are not the same on both sides. */
  changed: readonly { left: number | null; right: number | null }[];
}

/** Puts what arrived beside what left; in slices, because of 100,000 records it takes a second. */
export function* pairSamples(before: Sample, after: Sample, renamed?: ReadonlyMap<string, string>): Sliced<PairedSamples> {
  yield* indexing(before, 0, 0.2);
  yield* indexing(after, 0.2, 0.4);
  const comparison = compareSamples(before, after, renamed, yield* pairing(before, after, 0.4, 0.6));
  const all = yield* aligning(before, after, 0.6, 0.8);
  const isSame = sameLines(before, after, comparison);
  const changed: PairedSamples['changed'][number][] = [];
  for (const [at, line] of all.entries()) {
    if (!isSame(line)) changed.push(line);
    const part = pausesAt(at, all.length, 0.8, 1);
    if (part !== null) yield part;
  }
  return { comparison, all, changed };
}
