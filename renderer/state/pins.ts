import { create } from 'zustand';
import type { Pin } from '../../core/api/preview-models.ts';
import { api } from '../api/client.ts';
import { useDocument } from './document.ts';

interface PinsState {
  /** What is pinned in the open flow, by node id. */
  byNode: Readonly<Record<string, Pin>>;
  /** Asks what is pinned in a flow; forgets those of another. */
  load(flowId: string): Promise<void>;
  /** Personal fields are kept unreadable, unless `keepPersonal`. */
  pin(nodeId: string, ports: Pin['ports'], keepPersonal?: boolean): Promise<void>;
  unpin(nodeId: string): Promise<void>;
}

/** Records that stand for what steps give in previews. They are kept in the workspace; runs do not know of them. */
export const usePins = create<PinsState>()((set) => ({
  byNode: {},
  load: async (flowId) => {
    set({ byNode: {} });
    const pins = await api.design.pins({ flowId });
    if (useDocument.getState().flowId === flowId) set({ byNode: Object.fromEntries(pins.map((pin) => [pin.nodeId, pin])) });
  },
  pin: async (nodeId, ports, keepPersonal = false) => {
    const { flowId, flow } = useDocument.getState();
    if (!flowId || !flow) return;
    const pin = await api.design.pin({ flowId, nodeId, ports, flow, keepPersonal });
    if (useDocument.getState().flowId === flowId) set(({ byNode }) => ({ byNode: { ...byNode, [nodeId]: pin } }));
  },
  unpin: async (nodeId) => {
    const { flowId } = useDocument.getState();
    if (!flowId) return;
    await api.design.unpin({ flowId, nodeId });
    if (useDocument.getState().flowId === flowId) set(({ byNode: { [nodeId]: _gone, ...others } }) => ({ byNode: others }));
  },
}));
