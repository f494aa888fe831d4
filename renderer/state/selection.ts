import { create } from 'zustand';
import type { DrawerSide } from '../ui/record-drawer/drawer-side.ts';

/** Which of a step's data the drawer shows. `port` is an input port for `before`, an output port for the others. */
export interface DrawerFocus {
  nodeId: string;
  side: DrawerSide;
  port?: string;
}

export interface SelectionState {
  nodeIds: readonly string[];
  edgeIds: readonly string[];
  /** Free notes. */
  noteIds: readonly string[];
  /** What the drawer shows; null: what leaves the one selected node. */
  focus: DrawerFocus | null;
  /** A setting the inspector should scroll to and focus, until it has; every request is a new object. Field '' means the first one. */
  fieldRequest: { nodeId: string; field: string } | null;

  select(nodeIds: readonly string[], edgeIds?: readonly string[], noteIds?: readonly string[]): void;
  clear(): void;
  setFocus(focus: DrawerFocus | null): void;
  /** Selects the node and asks the inspector to focus a setting. */
  goToField(nodeId: string, field: string): void;
  /** The setting was gone to: coming back to the step later takes the focus from nothing. */
  answered(request: SelectionState['fieldRequest']): void;
}

export const useSelection = create<SelectionState>()((set, get) => ({
  nodeIds: [],
  edgeIds: [],
  noteIds: [],
  focus: null,
  fieldRequest: null,
  select: (nodeIds, edgeIds = [], noteIds = []) => {
    const { nodeIds: nodesNow, edgeIds: edgesNow, noteIds: notesNow, focus } = get();
    if (same(nodesNow, nodeIds) && same(edgesNow, edgeIds) && same(notesNow, noteIds)) return;
    const stays = focus && nodeIds.length === 1 && nodeIds[0] === focus.nodeId;
    set({ nodeIds: [...nodeIds], edgeIds: [...edgeIds], noteIds: [...noteIds], focus: stays || nodeIds.length !== 1 ? focus : null });
  },
  clear: () => get().select([]),
  setFocus: (focus) => set({ focus }),
  goToField: (nodeId, field) => {
    get().select([nodeId]);
    set({ fieldRequest: { nodeId, field } });
  },
  answered: (request) => {
    if (get().fieldRequest === request) set({ fieldRequest: null });
  },
}));

/** The one selected node's id; null with none or several. */
export function selectedNodeId(state: SelectionState): string | null {
  return state.nodeIds.length === 1 ? (state.nodeIds[0] ?? null) : null;
}

/** The node whose data the drawer shows: the focus, else the one selected node. */
export function drawerNodeId(state: SelectionState): string | null {
  return state.focus?.nodeId ?? selectedNodeId(state);
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, i) => id === b[i]);
}
