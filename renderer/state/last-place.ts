import type { Viewport } from '@xyflow/react';
import { api } from '../api/client.ts';
import { useDocument } from './document.ts';
import { keptStorage, whenKept } from './kept.ts';
import { useRoute } from './route.ts';
import { type DrawerFocus, useSelection } from './selection.ts';

const LAST_FLOW = 'swivel.last-flow';
const VIEWS = 'swivel.views';
/** Of more flows than this, those looked at longest ago are shown from the start again. */
const MOST_VIEWS = 60;

const kept = keptStorage('window');

/** What of a flow's canvas was in view. */
export type View = Pick<Viewport, 'x' | 'y' | 'zoom'>;

/** How a flow was looked at: what was in view, which step was selected, and which of its data was shown. */
interface Look extends Partial<View> {
  selected?: string;
  focus?: DrawerFocus;
}

/** The flow this window showed last, if it is still there. Whatever is shown instead would stay, so a slow workspace is waited for. */
export async function lastFlow(): Promise<string | null> {
  await whenKept();
  const flowId = kept.getItem(LAST_FLOW);
  if (typeof flowId !== 'string') return null;
  return (await api.flows.list()).some((flow) => flow.flowId === flowId) ? flowId : null;
}

/** Notes which flow this window shows. Returns how to stop. */
export function startNotingPlace(): () => void {
  const note = () => {
    const { route } = useRoute.getState();
    if (route.page === 'flow') kept.setItem(LAST_FLOW, route.flowId);
  };
  note();
  const stops = [
    useRoute.subscribe(note),
    useSelection.subscribe(({ nodeIds, focus }, before) => {
      const { flow, flowId } = useDocument.getState();
      const [selected] = nodeIds;
      if (!flow || !flowId || nodeIds.length !== 1 || selected === undefined || (nodeIds === before.nodeIds && focus === before.focus)) return;
      noteLook(flowId, { ...looks()[flowId], selected, ...(focus ? { focus } : {}) });
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** Where the canvas of a flow stood when this window last showed it. */
export function viewOf(flowId: string): View | null {
  const { x, y, zoom } = looks()[flowId] ?? {};
  return x === undefined || y === undefined || zoom === undefined ? null : { x, y, zoom };
}

/** Selects in the flow that was just opened what this window had selected there, unless something is already. */
export function restoreSelection(): void {
  const { flow, flowId } = useDocument.getState();
  const { nodeIds, focus: now, select, setFocus } = useSelection.getState();
  const { selected, focus } = looks()[flowId ?? ''] ?? {};
  const isThere = (id: string | undefined) => flow?.nodes.some((node) => node.id === id);
  if (nodeIds.length > 0 || now !== null || selected === undefined || !isThere(selected)) return;
  select([selected]);
  if (focus && isThere(focus.nodeId)) setFocus(focus);
}

/** Notes where the canvas of a flow stands. */
export function noteView(flowId: string, { x, y, zoom }: View): void {
  noteLook(flowId, { ...looks()[flowId], x: Math.round(x), y: Math.round(y), zoom: Number(zoom.toFixed(4)) });
}

function noteLook(flowId: string, look: Look): void {
  const { [flowId]: _before, ...others } = looks();
  kept.setItem(VIEWS, JSON.stringify(Object.fromEntries([...Object.entries(others).slice(1 - MOST_VIEWS), [flowId, look] as const])));
}

function looks(): Record<string, Look> {
  const text = kept.getItem(VIEWS);
  return typeof text === 'string' ? (JSON.parse(text) as Record<string, Look>) : {};
}
