import { useMemo, useState } from 'react';
import type { RecordOrigin, Sample } from '../../../core/base/sample.ts';
import type { GridContent } from '../data-grid/grid-column.ts';
import { type GridQuery, isSameQuery, NO_QUERY } from '../data-grid/grid-query.ts';
import { useArranged } from '../data-grid/use-arranged.ts';
import { compareSamples } from './compare.ts';
import type { MoreRecords, StepView } from './data-provider.ts';
import type { DrawerSide } from './drawer-side.ts';
import { byOrigin } from './origin-index.ts';
import { contentOfSample } from './sample-content.ts';

const NOTHING: GridContent = { columns: [], rowCount: 0, cell: () => undefined };

/**
 * The records of one port as the grid shows them: marked against what they are compared with (`before`, for what leaves), filtered and sorted. `place` keeps each
 * port's own query.
 */
export function useShownRecords(
  view: StepView | null,
  sample: Sample | null,
  {
    side,
    more,
    before,
    placeOf,
  }: { side: DrawerSide | null; more: MoreRecords | undefined; before: Sample | null; placeOf: (origin: RecordOrigin) => string | null },
  place: string,
  words: string,
) {
  const comparison = useMemo(() => {
    return side === 'after' && before && sample ? compareSamples(before, sample, view?.renamed) : undefined;
  }, [view, sample, side, before]);
  const dropped = useMemo(() => {
    const after = view?.after[0]?.sample;
    return side === 'before' && after && sample ? compareSamples(sample, after, view.renamed).dropped : undefined;
  }, [view, sample, side]);
  const whole = useMemo(
    () => (sample ? contentOfSample(sample, { comparison, dropped, more, placeOf }) : NOTHING),
    [sample, comparison, dropped, more, placeOf],
  );
  const [queries, setQueries] = useState<Readonly<Record<string, GridQuery>>>({});
  const query = queries[place] ?? NO_QUERY;
  const onQuery = useMemo(() => (next: GridQuery) => setQueries((now) => ({ ...now, [place]: next })), [place]);
  const arranged = useArranged(whole, query, words);
  const { content, rows } = arranged;
  const arranging = useMemo(() => ({ query, onQuery, whole }), [query, onQuery, whole]);
  return {
    content,
    arranging,
    progress: arranged.progress,
    /** True when anything but all records as they came is asked for. */
    asked: !isSameQuery(query, NO_QUERY) || words.trim() !== '',
    /** Goes back to the query whose records are still shown. */
    back: () => onQuery(arranged.shown),
    originAt: (row: number): RecordOrigin | undefined => sample?.origins[rows ? (rows[row] ?? -1) : row],
    rowOf: (origin: RecordOrigin): number | null => {
      const at = sample ? byOrigin(sample).firstOf(origin) : -1;
      const row = at < 0 || !rows ? at : rows.indexOf(at);
      return row < 0 ? null : row;
    },
  };
}
