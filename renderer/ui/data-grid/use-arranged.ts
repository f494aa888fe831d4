import { useEffect, useMemo, useState } from 'react';
import { allAtOnce, arrangeRows, inSlices } from './arrange-rows.ts';
import type { GridContent } from './grid-column.ts';
import { type GridQuery, NO_QUERY } from './grid-query.ts';

/** Up to here it is done before a frame is missed. */
const AT_ONCE = 3_000;

interface Done {
  content: GridContent;
  query: GridQuery;
  words: string;
  rows: readonly number[] | null;
}

interface Arranged {
  content: GridContent;
  /** Positions of the shown rows in what was given; null for all as they are. */
  rows: readonly number[] | null;
  /** 0 to 1 while rows are being looked through; null otherwise. */
  progress: number | null;
  /** The query whose rows are shown; where a longer work is called off, that is the one to go back to. */
  shown: GridQuery;
}

/** A grid's content filtered and sorted: small ones at once, large ones in slices while the last ones stay on the screen. */
export function useArranged(content: GridContent, query: GridQuery, words: string): Arranged {
  const nothing = query.filters.length === 0 && !query.sort && words.trim() === '';
  const small = content.rowCount <= AT_ONCE;
  const atOnce = useMemo(() => (nothing || !small ? null : allAtOnce(arrangeRows(content, query, words))), [nothing, small, content, query, words]);
  const [done, setDone] = useState<Done | null>(null);
  const [progress, setProgress] = useState<number | null>(null);
  useEffect(() => {
    if (nothing || small) return;
    const stop = new AbortController();
    setProgress(0);
    void inSlices(arrangeRows(content, query, words), stop.signal, setProgress).then((rows) => {
      if (!rows || stop.signal.aborted) return;
      setProgress(null);
      setDone({ content, query, words, rows });
    });
    return () => {
      stop.abort();
      setProgress(null);
    };
  }, [nothing, small, content, query, words]);
  const last = done?.content === content ? done : null;
  const rows = nothing ? null : small ? atOnce : (last?.rows ?? null);
  const arranged = useMemo(() => (rows ? pickRows(content, rows) : content), [content, rows]);
  return { content: arranged, rows, progress, shown: nothing || small ? query : (last?.query ?? NO_QUERY) };
}

/** The same columns with only these rows, in this order. */
export function pickRows(content: GridContent, rows: readonly number[]): GridContent {
  const at = (row: number) => rows[row] ?? -1;
  const { cellMark, rowLabel, rowPlace, full } = content;
  return {
    columns: content.columns,
    ...(content.rowsAre ? { rowsAre: content.rowsAre } : {}),
    rowCount: rows.length,
    cell: (row, column) => content.cell(at(row), column),
    ...(cellMark ? { cellMark: (row: number, column: number) => cellMark(at(row), column) } : {}),
    ...(full ? { full: (row: number, column: number) => full(at(row), column) } : {}),
    ...(rowPlace ? { rowPlace: (row: number) => rowPlace(at(row)) } : {}),
    rowLabel: (row) => rowLabel?.(at(row)) ?? String(at(row) + 1),
  };
}
