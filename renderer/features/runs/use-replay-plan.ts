import { useEffect, useState } from 'react';
import type { ReplayPlan, ReplayRequest } from '../../../core/api/replay-models.ts';
import type { ErrorReport } from '../../../core/base/errors.ts';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';

/** While somebody types, the plan is not asked for at every key. */
const QUIET_MS = 250;

/** What a replay would do, asked for anew when the request changes; `waiting` until the answer belongs to it. Null: not enough was said to ask. */
export function useReplayPlan(request: ReplayRequest | null): { plan: ReplayPlan | null; error: ErrorReport | null; waiting: boolean } {
  const key = request === null ? '' : JSON.stringify(request);
  const typed = request?.what === 'keys' || request?.corrections !== undefined;
  const [state, setState] = useState<{ key: string; plan: ReplayPlan | null; error: ErrorReport | null }>({ key: '', plan: null, error: null });
  useEffect(() => {
    if (key === '') {
      setState({ key, plan: null, error: null });
      return;
    }
    let gone = false;
    const ask = () =>
      api.runs.replayPlan(JSON.parse(key) as ReplayRequest).then(
        (plan) => !gone && setState({ key, plan, error: null }),
        (reason: unknown) => !gone && setState({ key, plan: null, error: toReport(reason) }),
      );
    const timer = setTimeout(() => void ask(), typed ? QUIET_MS : 0);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [key, typed]);
  return { plan: state.plan, error: state.error, waiting: state.key !== key };
}
