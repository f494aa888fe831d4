import { create } from 'zustand';
import type { RunDetail } from '../../core/api/run-models.ts';
import type { Sample } from '../../core/base/sample.ts';
import { api } from '../api/client.ts';

/** What a finished run kept of the data, fetched as it is looked at. One run at a time: runs keep more than a window should hold. */
export interface RunSamplesState {
  runId: string | null;
  /** By step and port. */
  samples: Readonly<Record<string, Sample>>;
  /** How many are on their way. */
  pending: number;
  /** Fetches what was kept at these places and is not here yet. */
  request(detail: Pick<RunDetail, 'run' | 'samples'>, places: readonly { nodeId: string; port: string }[]): void;
}

/** Key of a place in `samples`. */
export function placeKey(nodeId: string, port: string): string {
  return `${nodeId} ${port}`;
}

const asked = new Set<string>();

export const useRunSamples = create<RunSamplesState>()((set, get) => ({
  runId: null,
  samples: {},
  pending: 0,
  request: ({ run, samples: kept }, places) => {
    const { runId } = run;
    if (get().runId !== runId) {
      asked.clear();
      set({ runId, samples: {}, pending: 0 });
    }
    for (const { nodeId, port } of places) {
      const key = placeKey(nodeId, port);
      if (asked.has(key) || !kept.some((one) => one.nodeId === nodeId && one.port === port)) continue;
      asked.add(key);
      set(({ pending }) => ({ pending: pending + 1 }));
      void fetchSample(runId, nodeId, port).then((sample) => {
        if (get().runId !== runId) return;
        set(({ samples, pending }) => ({ pending: pending - 1, ...(sample ? { samples: { ...samples, [key]: sample } } : {}) }));
      });
    }
  },
}));

async function fetchSample(runId: string, nodeId: string, port: string): Promise<Sample | null> {
  try {
    return await api.runs.sample({ runId, nodeId, port });
  } catch {
    asked.delete(placeKey(nodeId, port));
    return null;
  }
}
