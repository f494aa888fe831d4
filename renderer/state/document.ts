import { create } from 'zustand';
import type { LiveState } from '../../core/api/flow-models.ts';
import type { Environment } from '../../core/base/environment.ts';
import type { ErrorReport } from '../../core/base/errors.ts';
import * as edit from '../../core/flow/edit.ts';
import type { Flow } from '../../core/flow/flow.ts';
import { api } from '../api/client.ts';
import { toReport } from '../api/report.ts';
import { t } from '../i18n/i18n.ts';
import { EMPTY_HISTORY, type History, type HistoryEntry, remember, stepBack, stepForward, stepTo } from './history.ts';

/** `conflict`: somebody saved a newer version elsewhere; the person chooses which one stays. */
export type SavedState = 'saved' | 'saving' | 'unsaved' | 'conflict' | 'error';

export interface ApplyOptions {
  /** Edits with the same key that follow each other quickly undo as one, e.g. typing into one field. */
  merge?: string;
}

export interface DocumentState {
  flowId: string | null;
  /** The draft on the screen; null while it is loading or could not be opened. */
  flow: Flow | null;
  /** Newest version known to be stored. */
  version: number;
  savedAt: number | null;
  saved: SavedState;
  saveError: ErrorReport | null;
  openError: ErrorReport | null;
  live: LiveState;
  /** Folder that relative paths start at. */
  folder: string;
  /** Newest run of the flow when it was opened. */
  lastRunId: string | null;
  history: History;

  open(flowId: string): Promise<void>;
  close(): void;
  /** The only way to change the draft. `change` is a pure function of core/flow/edit.ts; returning the same flow changes nothing. */
  apply(name: string, change: (flow: Flow) => Flow, options?: ApplyOptions): void;
  undo(): string | null;
  redo(): string | null;
  /** Several steps of the history at once: undone for a negative number, done again for a positive one. */
  travel(steps: number): string | null;
  setNodeConfig(nodeId: string, config: Record<string, unknown>, options?: ApplyOptions): void;
  /** In service with the environment it is to be published for, which goes with the version. */
  setLive(live: boolean, environment?: Environment): Promise<void>;
  /** Called by autosave and after conflicts; not by screens. */
  noteSaved(saved: { version: number; savedAt: number }, flow: Flow): void;
  noteSaving(): void;
  noteSaveFailed(state: 'conflict' | 'error', report: ErrorReport): void;
  noteLive(live: LiveState): void;
}

const NOT_LIVE: LiveState = { live: false, version: null, environment: null, nextDue: null, unpublished: null, triggers: [] };
const NOTHING_OPEN = {
  flowId: null,
  flow: null,
  version: 0,
  savedAt: null,
  saved: 'saved' as const,
  saveError: null,
  openError: null,
  live: NOT_LIVE,
  folder: '',
  lastRunId: null,
  history: EMPTY_HISTORY,
};

export const useDocument = create<DocumentState>()((set, get) => {
  const go = (step: typeof stepBack): string | null => {
    const { flow, history } = get();
    const result = flow && step(history, flow);
    if (!result) return null;
    set({ flow: result.flow, history: result.history, ...unsavedUnlessConflict(get().saved) });
    return result.name;
  };
  return {
    ...NOTHING_OPEN,
    open: async (flowId) => {
      set({ ...NOTHING_OPEN, flowId });
      try {
        const opened = await api.flows.get({ flowId });
        if (get().flowId !== flowId) return;
        const { flow, version, savedAt, live, folder, lastRunId } = opened;
        set({ flow, version, savedAt, live, folder, lastRunId });
      } catch (error) {
        if (get().flowId === flowId) set({ openError: toReport(error) });
      }
    },
    close: () => set(NOTHING_OPEN),
    apply: (name, change, options = {}) => {
      const { flow, history, saved } = get();
      if (!flow) return;
      const next = change(flow);
      if (next === flow) return;
      const entry: Omit<HistoryEntry, 'flow'> = { name, at: Date.now(), ...(options.merge === undefined ? {} : { merge: options.merge }) };
      set({ flow: next, history: remember(history, flow, entry), ...unsavedUnlessConflict(saved) });
    },
    undo: () => go(stepBack),
    redo: () => go(stepForward),
    travel: (steps) => go((history, flow) => stepTo(history, flow, steps)),
    setNodeConfig: (nodeId, config, options) => {
      const name = get().flow?.nodes.find((node) => node.id === nodeId)?.name ?? 'step';
      get().apply(t('Change {{name}}', { name }), (flow) => edit.setConfig(flow, nodeId, config), { merge: `config:${nodeId}`, ...options });
    },
    setLive: async (live, environment) => {
      const { flowId } = get();
      if (flowId) set({ live: await api.flows.setLive({ flowId, live, ...(environment ? { environment } : {}) }) });
    },
    noteSaved: ({ version, savedAt }, flow) => set({ version, savedAt, saved: get().flow === flow ? 'saved' : 'unsaved', saveError: null }),
    noteSaving: () => set({ saved: 'saving', saveError: null }),
    noteSaveFailed: (saved, saveError) => set({ saved, saveError }),
    noteLive: (live) => set({ live }),
  };
});

/** A conflict stays until the person has decided; edits meanwhile are kept, not saved. */
function unsavedUnlessConflict(saved: SavedState): { saved: SavedState } {
  return { saved: saved === 'conflict' ? 'conflict' : 'unsaved' };
}
