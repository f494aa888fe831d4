import { create } from 'zustand';

/** Which of a step's data the drawer shows. `port` is an input port for `before`, an output port for the others. */
export type DrawerSide = 'before' | 'after' | 'side-by-side' | 'rejected' | 'filtered' | 'duplicates' | 'would-do';
export interface DrawerFocus {
  nodeId: string;
  side: DrawerSide;
  port?: string;
}

export interface SelectionState {
  nodeIds: readonly string[];
  edgeIds: readonly string[];
  /** What the drawer shows; null: what leaves the one selected node. */
  focus: DrawerFocus | null;
  /** A setting the inspector should scroll to and focus; `ask` grows with every request. Field '' means the first one. */
  fieldRequest: { nodeId: string; field: string; ask: number } | null;

  select(nodeIds: readonly string[], edgeIds?: readonly string[]): void;
  clear(): void;
  setFocus(focus: DrawerFocus | null): void;
  /** Selects the node and asks the inspector to focus a setting. */
  goToField(nodeId: string, field: string): void;
}

export const useSelection = create<SelectionState>()((set, get) => ({
  nodeIds: [],
  edgeIds: [],
  focus: null,
  fieldRequest: null,
  select: (nodeIds, edgeIds = []) => {
    const { nodeIds: nodesNow, edgeIds: edgesNow, focus } = get();
    if (same(nodesNow, nodeIds) && same(edgesNow, edgeIds)) return;
    const stays = focus && nodeIds.length === 1 && nodeIds[0] === focus.nodeId;
    set({ nodeIds: [...nodeIds], edgeIds: [...edgeIds], focus: stays || nodeIds.length !== 1 ? focus : null });
  },
  clear: () => get().select([]),
  setFocus: (focus) => set({ focus }),
  goToField: (nodeId, field) => {
    get().select([nodeId]);
    set({ fieldRequest: { nodeId, field, ask: (get().fieldRequest?.ask ?? 0) + 1 } });
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
