import { create } from 'zustand';
import type { PreviewStep } from '../../core/api/design-models.ts';
import type { ErrorReport } from '../../core/base/errors.ts';
import type { Flow } from '../../core/flow/flow.ts';
import { api } from '../api/client.ts';
import { isAbort, toReport } from '../api/report.ts';
import { useDocument } from './document.ts';
import { useRuns } from './runs.ts';
import { sampleRequest } from './sample.ts';
import { walkRequest } from './walk.ts';

export interface SeenStep {
  step: PreviewStep;
  /** When it was seen (milliseconds since 1970). */
  takenAt: number;
  /** The draft it was made from, to tell whether it still holds. */
  flow: Flow;
}

export interface PreviewState {
  status: 'idle' | 'running' | 'done' | 'failed';
  /** Last preview of each node. */
  steps: Readonly<Record<string, SeenStep>>;
  /** Nodes of the preview under way that have not reported yet. */
  waiting: ReadonlySet<string>;
  startedAt: number | null;
  tookMs: number | null;
  error: ErrorReport | null;
  /** The node the error belongs to. */
  errorNodeId: string | null;
  /** Records read from each source. */
  limit: number;

  setLimit(limit: number): void;
  /** Runs the draft on a sample up to a node, or the whole flow. Nothing is written. A preview under way is replaced. */
  preview(nodeId?: string): Promise<void>;
  /** After a reload: previews again what was seen of the open flow before. What a later run showed stays in front. */
  again(): Promise<void>;
  cancel(): void;
  /** Forgets everything: another flow was opened. */
  reset(): void;
}

const NOTHING_SEEN = {
  status: 'idle' as const,
  steps: {},
  waiting: new Set<string>(),
  startedAt: null,
  tookMs: null,
  error: null,
  errorNodeId: null,
};

let current: AbortController | null = null;

/** What was previewed last in this window. */
interface LastSeen {
  flowId: string;
  nodeId?: string | undefined;
  at: number;
}
const LAST_SEEN = 'swivel.previewed';

function remember(seen: LastSeen): void {
  window.sessionStorage?.setItem(LAST_SEEN, JSON.stringify(seen));
}

function lastSeen(): LastSeen | null {
  const text = window.sessionStorage?.getItem(LAST_SEEN);
  return text ? (JSON.parse(text) as LastSeen) : null;
}

const GATHER_MS = 30;

/** Steps that report within a moment of each other are put into the store together: a preview of a thousand steps changes it some dozens of times. */
function gathering(isWanted: () => boolean, keep: (seen: Record<string, SeenStep>) => void): { add(nodeId: string, step: SeenStep): void; flush(): void } {
  let seen: Record<string, SeenStep> = {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const [now, any] = [seen, Object.keys(seen).length > 0];
    seen = {};
    if (any && isWanted()) keep(now);
  };
  return {
    add: (nodeId, step) => {
      seen[nodeId] = step;
      timer ??= setTimeout(flush, GATHER_MS);
    },
    flush,
  };
}

export const usePreview = create<PreviewState>()((set, get) => ({
  ...NOTHING_SEEN,
  limit: 200,
  setLimit: (limit) => set({ limit }),
  again: async () => {
    const { flowId, flow } = useDocument.getState();
    const seen = lastSeen();
    if (!seen || seen.flowId !== flowId || (seen.nodeId !== undefined && !flow?.nodes.some(({ id }) => id === seen.nodeId))) return;
    const { current: run } = useRuns.getState();
    const hasLaterRun = run !== null && (run.finishedAt ?? Number.POSITIVE_INFINITY) >= seen.at;
    await get().preview(seen.nodeId);
    if (hasLaterRun) set(({ steps }) => ({ steps: Object.fromEntries(Object.entries(steps).map(([id, one]) => [id, { ...one, takenAt: seen.at }])) }));
  },
  preview: async (nodeId) => {
    const { flowId, flow } = useDocument.getState();
    if (!flowId || !flow) return;
    remember({ flowId, nodeId, at: Date.now() });
    current?.abort();
    const mine = new AbortController();
    current = mine;
    const begin = Date.now();
    const arrived = gathering(
      () => current === mine && !mine.signal.aborted,
      (seen) => {
        const waiting = new Set(get().waiting);
        for (const id of Object.keys(seen)) waiting.delete(id);
        set({ waiting, steps: { ...get().steps, ...seen } });
      },
    );
    set({ status: 'running', error: null, errorNodeId: null, startedAt: begin, tookMs: null, waiting: new Set() });
    try {
      const request = { flowId, flow, limit: get().limit, ...sampleRequest(flowId), ...walkRequest(flowId), ...(nodeId === undefined ? {} : { nodeId }) };
      for await (const event of await api.design.preview(request, { signal: mine.signal })) {
        if (mine.signal.aborted) return;
        if (event.kind === 'started') set({ waiting: new Set(event.nodes) });
        else if (event.kind === 'step') arrived.add(event.nodeId, { step: event.step, takenAt: Date.now(), flow });
        else {
          arrived.flush();
          const failed = event.error !== undefined;
          set({ status: failed ? 'failed' : 'done', tookMs: event.ms, error: event.error ?? null, errorNodeId: event.nodeId ?? null, waiting: new Set() });
        }
      }
      arrived.flush();
      if (get().status === 'running' && current === mine) set({ status: 'done', tookMs: Date.now() - begin, waiting: new Set() });
    } catch (error) {
      if (current !== mine) return;
      arrived.flush();
      set({ status: isAbort(error) ? 'idle' : 'failed', error: isAbort(error) ? null : toReport(error), waiting: new Set() });
    } finally {
      if (current === mine) current = null;
    }
  },
  cancel: () => {
    current?.abort();
    current = null;
    set({ status: 'idle', waiting: new Set() });
  },
  reset: () => {
    get().cancel();
    set(NOTHING_SEEN);
  },
}));
