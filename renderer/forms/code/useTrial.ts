import { useState } from 'react';
import type { Sample } from '../../../core/base/sample.ts';
import { api } from '../../api/client.ts';
import { toReport } from '../../api/report.ts';

export type TrialResult = Awaited<ReturnType<typeof api.design.trySnippet>>;

interface TrialState {
  result: TrialResult | null;
  /** The result is of the settings as they are now. */
  fresh: boolean;
  running: boolean;
  /** Why it could not be tried at all. */
  failed: string | null;
  run(): Promise<void>;
}

/** Runs the snippet on the sample in the sandbox when asked to. */
export function useTrial(config: Readonly<Record<string, unknown>>, sample: Sample | null): TrialState {
  const [tried, setTried] = useState<{ text: string; result: TrialResult } | null>(null);
  const [running, setRunning] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const text = JSON.stringify(config);
  return {
    result: tried?.result ?? null,
    fresh: tried?.text === text,
    running,
    failed,
    run: async () => {
      if (!sample) return;
      setRunning(true);
      setFailed(null);
      try {
        setTried({ text, result: await api.design.trySnippet({ config, sample, measure: true }) });
      } catch (error) {
        const report = toReport(error);
        setFailed([report.message, report.hint].filter(Boolean).join(' '));
      } finally {
        setRunning(false);
      }
    },
  };
}
