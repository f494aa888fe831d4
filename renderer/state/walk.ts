import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import type { Pin } from '../../core/api/preview-models.ts';
import type { RecordOrigin } from '../../core/base/sample.ts';
import { followKept, keptStorage } from './kept.ts';

/** Formulas that stop a walk: at every step that has the fields they name, or at one step. Empty text: none. */
export interface StopConditions {
  readonly everywhere: string;
  readonly byNode: Readonly<Record<string, string>>;
}

/** Where a walk was stopped by a condition. */
export interface Stop {
  nodeId: string;
  formula: string;
  /** The first record for which the formula is true, and how many there are among those shown. */
  origin: RecordOrigin;
  count: number;
  port: string;
}

export interface WalkState {
  /** The step a walk through the sample stands at; null when nobody walks. */
  nodeId: string | null;
  flowId: string | null;
  stop: Stop | null;
  /** Records that were changed for this walk, by node id and output port. */
  edits: Readonly<Record<string, Pin['ports']>>;
  /** What became of the last search for a stop; empty when there is nothing to say. */
  said: string;
  /** By flow id. */
  conditions: Readonly<Record<string, StopConditions>>;

  standAt(flowId: string, nodeId: string, stop?: Stop | null): void;
  say(words: string): void;
  /** Null: the step gives again what it gives. */
  edit(nodeId: string, ports: Pin['ports'] | null): void;
  leave(): void;
  setConditions(flowId: string, conditions: StopConditions): void;
}

const NONE: StopConditions = { everywhere: '', byNode: {} };

const NO_EDITS = {};

/** The walk through the steps with the sample, and what stops it. Only the conditions outlive the window. */
export const useWalk = create<WalkState>()(
  persist(
    (set) => ({
      nodeId: null,
      flowId: null,
      stop: null,
      edits: NO_EDITS,
      said: '',
      conditions: {},
      standAt: (flowId, nodeId, stop = null) => set((state) => ({ flowId, nodeId, stop, said: '', edits: state.flowId === flowId ? state.edits : NO_EDITS })),
      say: (said) => set({ said }),
      edit: (nodeId, ports) => set(({ edits: { [nodeId]: _was, ...others } }) => ({ edits: ports ? { ...others, [nodeId]: ports } : others })),
      leave: () => set({ nodeId: null, flowId: null, stop: null, said: '', edits: NO_EDITS }),
      setConditions: (flowId, mine) => set(({ conditions }) => ({ conditions: { ...conditions, [flowId]: mine } })),
    }),
    { name: 'swivel.stops', storage: createJSONStorage(() => keptStorage('person')), partialize: ({ conditions }) => ({ conditions }) },
  ),
);

followKept('swivel.stops', 'person', () => useWalk.persist.rehydrate());

export function conditionsOf(flowId: string | null, { conditions }: WalkState = useWalk.getState()): StopConditions {
  return (flowId && conditions[flowId]) || NONE;
}

export function hasConditions({ everywhere, byNode }: StopConditions): boolean {
  return everywhere.trim() !== '' || Object.values(byNode).some((formula) => formula.trim() !== '');
}

/** What goes along with a request for a preview: the records that were changed for the walk. */
export function walkRequest(forFlow: string): { given?: Record<string, Pin['ports']> } {
  const { flowId, edits } = useWalk.getState();
  return flowId === forFlow && Object.keys(edits).length > 0 ? { given: { ...edits } } : {};
}
