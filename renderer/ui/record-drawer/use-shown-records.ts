import { useMemo, useState } from 'react';
import type { RecordOrigin, Sample } from '../../../core/base/sample.ts';
import type { GridContent } from '../data-grid/grid-column.ts';
import { type GridQuery, isSameQuery, NO_QUERY } from '../data-grid/grid-query.ts';
import { useArranged } from '../data-grid/use-arranged.ts';
import { byOrigin, compareSamples, originKey } from './compare.ts';
import type { StepView } from './data-provider.ts';
import type { DrawerSide } from './drawer-side.ts';
import { contentOfSample } from './sample-content.ts';

const NOTHING: GridContent = { columns: [], rowCount: 0, cell: () => undefined };

/** The records of one port as the grid shows them: marked against what they are compared with, filtered and sorted. `place` keeps each port's own query. */
export function useShownRecords(view: StepView | null, sample: Sample | null, side: DrawerSide | null, place: string, words: string) {
  const comparison = useMemo(() => {
    const other = side === 'after' ? view?.before[0]?.sample : undefined;
    return other && sample ? compareSamples(other, sample, view?.renamed) : undefined;
  }, [view, sample, side]);
  const dropped = useMemo(() => {
    const after = view?.after[0]?.sample;
    return side === 'before' && after && sample ? compareSamples(sample, after, view.renamed).dropped : undefined;
  }, [view, sample, side]);
  const whole = useMemo(() => (sample ? contentOfSample(sample, { comparison, dropped }) : NOTHING), [sample, comparison, dropped]);
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
      const at = sample && byOrigin(sample).get(originKey(origin))?.[0];
      const row = at === undefined || at === null || !rows ? at : rows.indexOf(at);
      return row === undefined || row === null || row < 0 ? null : row;
    },
  };
}
