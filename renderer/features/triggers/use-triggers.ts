import { useEffect, useState } from 'react';
import type { HappeningRow, TriggerRow } from '../../../core/api/trigger-models.ts';
import type { ErrorReport } from '../../../core/base/errors.ts';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';
import { useWorkspace } from '../../state/workspace.ts';

const EVERY_MS = 5_000;

/** Triggers of live flows, as they are: asked for again when something changed in the workspace, and now and then. */
export function useTriggers(): { rows: readonly TriggerRow[] | null; failed: ErrorReport | null; reload(): void } {
  const [rows, setRows] = useState<readonly TriggerRow[] | null>(null);
  const [failed, setFailed] = useState<ErrorReport | null>(null);
  const [asked, setAsked] = useState(0);
  const changed = useWorkspace((state) => `${state.flowsChanged} ${state.runsChanged} ${state.state?.troubles.length ?? 0} ${String(state.state?.paused)}`);
  useEffect(() => {
    const timer = setInterval(() => setAsked((times) => times + 1), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: they are there to ask again
  useEffect(() => {
    const stop = new AbortController();
    api.triggers.list({ signal: stop.signal }).then(
      (next) => {
        setRows(next);
        setFailed(null);
      },
      (error) => !stop.signal.aborted && setFailed(toReport(error)),
    );
    return () => stop.abort();
  }, [changed, asked]);
  return { rows, failed, reload: () => setAsked((times) => times + 1) };
}

/** The newest happenings of one trigger; null until they are there. */
export function useReceived(trigger: TriggerRow): readonly HappeningRow[] | null {
  const [rows, setRows] = useState<readonly HappeningRow[] | null>(null);
  const { flowId, nodeId, lastAt, waiting, taken, failed } = trigger;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the counts say that there is something new
  useEffect(() => {
    const stop = new AbortController();
    api.triggers.received({ flowId, nodeId, limit: 20 }, { signal: stop.signal }).then(setRows, () => undefined);
    return () => stop.abort();
  }, [flowId, nodeId, lastAt, waiting, taken, failed]);
  return rows;
}
