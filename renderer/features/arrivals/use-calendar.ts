import { useCallback, useEffect, useState } from 'react';
import type { ArrivalCalendar } from '../../../core/api/arrival-models.ts';
import type { ErrorReport } from '../../../core/base/errors.ts';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { boundsOf, type Month } from './month.ts';

interface Calendar {
  calendar: ArrivalCalendar | null;
  error: ErrorReport | null;
  looking: boolean;
  lookNow(): void;
}

const EVERY_MS = 30_000;

/** The expected files of a month: read anew when the workspace says that something has changed, and now and then. */
export function useCalendar(month: Month): Calendar {
  const [calendar, setCalendar] = useState<ArrivalCalendar | null>(null);
  const [error, setError] = useState<ErrorReport | null>(null);
  const [looking, setLooking] = useState(false);
  const state = useWorkspace((one) => one.state);
  const { year, month: number } = month;
  const read = useCallback(async () => {
    try {
      setCalendar(await api.arrivals.calendar(boundsOf({ year, month: number })));
      setError(null);
    } catch (problem) {
      setError(toReport(problem));
    }
  }, [year, number]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the state of the workspace says that there may be news
  useEffect(() => {
    void read();
    const timer = setInterval(() => void read(), EVERY_MS);
    return () => clearInterval(timer);
  }, [read, state]);
  const lookNow = () => {
    setLooking(true);
    api.arrivals
      .lookNow()
      .then(read)
      .catch((problem: unknown) => setError(toReport(problem)))
      .finally(() => setLooking(false));
  };
  return { calendar, error, looking, lookNow };
}
