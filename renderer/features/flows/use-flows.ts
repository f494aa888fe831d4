import { useCallback, useEffect, useState } from 'react';
import type { FlowRow } from '../../../core/api/flow-models.ts';
import type { ErrorReport } from '../../../core/base/errors.ts';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';
import { triggersTold } from '../../state/trigger-life.ts';
import { useWorkspace } from '../../state/workspace.ts';

const AT_MOST_EVERY_MS = 400;

/** The list of flows, asked again when flows or runs have changed (at most a few times a second) or the connection is back. */
export function useFlows(): { flows: readonly FlowRow[] | null; error: ErrorReport | null; reload(): void } {
  const [flows, setFlows] = useState<readonly FlowRow[] | null>(null);
  const [error, setError] = useState<ErrorReport | null>(null);
  const changes = useWorkspace((state) => `${state.flowsChanged} ${triggersTold(state)} ${state.connection === 'open'}`);
  const reload = useCallback(() => {
    api.flows.list().then(
      (rows) => {
        setFlows(rows);
        setError(null);
      },
      (reason: unknown) => setError(toReport(reason)),
    );
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `changes` is what this waits for
  useEffect(() => {
    const timer = setTimeout(reload, flows === null ? 0 : AT_MOST_EVERY_MS);
    return () => clearTimeout(timer);
  }, [changes, reload]);
  return { flows, error, reload };
}
