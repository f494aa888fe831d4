import type { Sample } from '../../../core/base/sample.ts';
import type { PortSample } from './data-provider.ts';
import { useWholeSample, type WholeSample } from './use-whole-sample.ts';

/** So many records of a side are compared; of more only the samples are, because a window has only so much memory. */
export const MOST_PAIRED = 250_000;

interface WholePair {
  from: Sample | null;
  to: Sample | null;
  /** Says where there are records on either side that are not here. */
  isPart: boolean;
  /** There are more than are compared at once. */
  tooMany: boolean;
  /** Fetches all of both; its sample is the larger one. */
  whole: WholeSample;
}

/** The records of two ports that are compared: all of both, or the sample of both; all of one and a part of the other would make partners look missing. */
export function useWholePair(from: PortSample | null, to: PortSample | null): WholePair {
  const [left, right] = [useWholeSample(from), useWholeSample(to)];
  const tooMany = Math.max(from?.sample.total ?? 0, to?.sample.total ?? 0) > MOST_PAIRED;
  const isWhole = !tooMany && isAll(left.sample) && isAll(right.sample);
  const pair = isWhole ? { from: left.sample, to: right.sample } : { from: from?.sample ?? null, to: to?.sample ?? null };
  const coming = [left, right].flatMap(({ progress }) => (progress === null ? [] : [progress]));
  return {
    ...pair,
    isPart: !isWhole,
    tooMany,
    whole: {
      sample: (pair.from?.total ?? 0) > (pair.to?.total ?? 0) ? pair.from : pair.to,
      canFetch: !tooMany && ((left.canFetch && (right.canFetch || isAll(right.sample))) || (right.canFetch && isAll(left.sample))),
      progress: coming.length > 0 ? Math.min(...coming) : null,
      gone: left.gone || right.gone,
      fetch: () => {
        for (const side of [left, right]) if (side.canFetch) side.fetch();
      },
      cancel: () => {
        for (const side of [left, right]) side.cancel();
      },
    },
  };
}

const isAll = (sample: Sample | null) => sample !== null && sample.rows.length >= sample.total;
