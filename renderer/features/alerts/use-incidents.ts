import { useCallback, useEffect, useRef, useState } from 'react';
import type { IncidentDetail, IncidentQuery, IncidentRow } from '../../../core/api/alert-models.ts';
import type { ErrorReport } from '../../../core/base/errors.ts';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';
import { language } from '../../i18n/i18n.ts';
import { useWorkspace } from '../../state/workspace.ts';

/** What the list is narrowed to. */
export type IncidentFilter = Pick<IncidentQuery, 'state' | 'kind'>;

const PAGE = 100;
const CHANGES_MS = 200;

/** The incidents, page after page as the list is scrolled; the newest page follows what goes on. */
export function useIncidents(filter: IncidentFilter) {
  const [loaded, setLoaded] = useState<{ filter: IncidentFilter; rows: readonly IncidentRow[]; total: number } | null>(null);
  const [error, setError] = useState<ErrorReport | null>(null);
  const changes = useWorkspace((state) => state.alertsChanged);
  const fetching = useRef<AbortController | null>(null);
  const load = useCallback(async (wanted: IncidentFilter, before?: number) => {
    fetching.current?.abort();
    const mine = new AbortController();
    fetching.current = mine;
    try {
      const query = { ...wanted, limit: PAGE, language: language(), ...(before === undefined ? {} : { before }) };
      const { rows, total } = await api.alerts.page(query, { signal: mine.signal });
      if (mine.signal.aborted) return;
      setError(null);
      setLoaded((old) => {
        const known = old?.filter === wanted ? old.rows : [];
        const last = rows.at(-1)?.seq ?? 0;
        const older = before === undefined ? known.filter(({ seq }) => rows.length === PAGE && seq < last) : [];
        return { filter: wanted, total, rows: before === undefined ? [...rows, ...older] : [...known, ...rows] };
      });
    } catch (reason) {
      if (!mine.signal.aborted) setError(toReport(reason));
    } finally {
      if (fetching.current === mine) fetching.current = null;
    }
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `changes` says that there is something new to fetch
  useEffect(() => {
    const timer = setTimeout(() => void load(filter), loaded?.filter === filter ? CHANGES_MS : 0);
    return () => clearTimeout(timer);
  }, [filter, load, changes]);
  const shown = loaded?.filter === filter ? loaded : null;
  const more = shown !== null && shown.rows.length < shown.total;
  return {
    rows: shown?.rows ?? loaded?.rows ?? [],
    total: shown?.total ?? null,
    more,
    error,
    loadMore: () => {
      if (more && !fetching.current) void load(filter, shown.rows.at(-1)?.seq);
    },
  };
}

/** One incident with its messages, as it is now. */
export function useIncident(incidentId: string) {
  const [detail, setDetail] = useState<IncidentDetail | null>(null);
  const [error, setError] = useState<ErrorReport | null>(null);
  const changes = useWorkspace((state) => state.alertsChanged);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `changes` says that there is something new to fetch
  useEffect(() => {
    let over = false;
    api.alerts.detail({ incidentId, language: language() }).then(
      (found) => {
        if (over) return;
        setDetail(found);
        setError(null);
      },
      (reason: unknown) => !over && setError(toReport(reason)),
    );
    return () => {
      over = true;
    };
  }, [incidentId, changes]);
  return { detail: detail?.incidentId === incidentId ? detail : null, error };
}
