import { useCallback, useEffect, useRef, useState } from 'react';
import type { RunRow } from '../../../core/api/run-models.ts';
import type { ErrorReport } from '../../../core/base/errors.ts';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { mergeNewest, queryOf, type RunFilter } from './run-query.ts';

interface RunList {
  runs: readonly RunRow[];
  /** How many there are in all; null when that was not counted. */
  total: number | null;
  /** Where the page behind those that are loaded begins; null at the end. */
  next: string | null;
  loading: boolean;
  error: ErrorReport | null;
  loadMore(): void;
}

const FIRST_PAGE = 100;
const NEXT_PAGE = 500;
const TYPING_MS = 200;
const CHANGES_MS = 400;

/**
 * The history, page after page as it is scrolled; the newest page follows what goes on. A page looks at a bounded part of the history, so it may bring few
 * runs or none and still have one behind it: whoever shows the list asks on.
 */
export function useRunList(filter: RunFilter): RunList {
  const [state, setState] = useState<{ filter: RunFilter; runs: readonly RunRow[]; next: string | null; total: number | null } | null>(null);
  const [loading, setLoading] = useState(false);
  const [error, setError] = useState<ErrorReport | null>(null);
  const changes = useWorkspace((workspace) => workspace.runsChanged);
  const connection = useWorkspace((workspace) => workspace.connection);
  const fetching = useRef<AbortController | null>(null);
  const started = useRef(false);

  const load = useCallback(async (wanted: RunFilter, mode: 'first' | 'refresh' | { after: string }) => {
    fetching.current?.abort();
    const mine = new AbortController();
    fetching.current = mine;
    setLoading(true);
    try {
      const more = typeof mode === 'object' ? { after: mode.after, limit: NEXT_PAGE } : { limit: FIRST_PAGE };
      const page = await api.runs.list({ ...queryOf(wanted, Date.now()), ...more }, { signal: mine.signal });
      if (mine.signal.aborted) return;
      setError(null);
      setState((old) => {
        const same = old?.filter === wanted ? old : null;
        if (typeof mode === 'object')
          return { filter: wanted, runs: [...(same?.runs ?? []), ...page.runs], next: page.next, total: page.total ?? same?.total ?? null };
        const runs = mode === 'refresh' && same ? mergeNewest(page.runs, same.runs, page.next === null) : page.runs;
        const grown = same !== null && mode === 'refresh' && runs.length > page.runs.length;
        return { filter: wanted, runs, next: grown ? same.next : page.next, total: page.total };
      });
    } catch (reason) {
      if (!mine.signal.aborted) setError(toReport(reason));
    } finally {
      if (fetching.current === mine) {
        fetching.current = null;
        setLoading(false);
      }
    }
  }, []);

  useEffect(() => {
    if (connection === 'lost') return;
    const timer = setTimeout(() => void load(filter, 'first'), started.current ? TYPING_MS : 0);
    started.current = true;
    return () => clearTimeout(timer);
  }, [filter, load, connection]);
  useEffect(() => {
    if (changes === 0) return;
    const timer = setTimeout(() => {
      // Beginning with the oldest, what is new comes at the end, and is seen there.
      if (!fetching.current && filter.order === 'newest') void load(filter, 'refresh');
    }, CHANGES_MS);
    return () => clearTimeout(timer);
  }, [changes, filter, load]);

  const next = state?.next ?? null;
  return {
    runs: state?.runs ?? [],
    total: state?.total ?? null,
    next,
    loading: loading || state === null,
    error,
    loadMore: () => {
      if (next !== null && !fetching.current && state?.filter === filter) void load(filter, { after: next });
    },
  };
}
