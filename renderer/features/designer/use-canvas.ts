import { type Node, type ReactFlowInstance, useReactFlow, useStoreApi } from '@xyflow/react';
import { useEffect } from 'react';
import { isIn, type Place, showing, showingToo, type View } from '../../canvas/bring-into-view.ts';
import { onCanvas } from '../../canvas/card-ids.ts';
import { drawnFlow } from '../../canvas/drawn-flow.ts';
import { CARD_HEIGHT, CARD_WIDTH, STRIP_HEIGHT } from '../../canvas/geometry.ts';
import { type Canvas, useCanvasDoor } from '../../state/canvas-door.ts';
import { useDocument } from '../../state/document.ts';

const LONGEST_WAIT_MS = 1_000;

/** The card that shows a step, as the draft is now. */
function drawnId(id: string): string {
  const { flow } = useDocument.getState();
  return flow && onCanvas(id).kind === 'step' ? drawnFlow(flow).cardOf(id) : id;
}

/** A card that is just being brought into view is drawn only a few frames later. */
function focusWhenDrawn(area: React.RefObject<HTMLDivElement | null>, id: string, until: number): void {
  const card = area.current?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
  if (card) card.focus({ preventScroll: true });
  else if (performance.now() < until) requestAnimationFrame(() => focusWhenDrawn(area, id, until));
}

/** Where a step belongs whose card is about to be drawn. */
function inDraft(id: string): Pick<Node, 'position' | 'measured'> | undefined {
  const { flow } = useDocument.getState();
  return flow ? drawnFlow(flow).nodes.find((node) => node.id === drawnId(id)) : undefined;
}

/** A card with the strip of counts below it. */
function placed({ position, measured }: Pick<Node, 'position' | 'measured'>): Place {
  return { ...position, width: measured?.width ?? CARD_WIDTH, height: (measured?.height ?? CARD_HEIGHT) + STRIP_HEIGHT };
}

function placeOf(flow: ReactFlowInstance, id: string): Place | null {
  const node = flow.getNode(drawnId(id)) ?? inDraft(id);
  return node ? placed(node) : null;
}

/** Lends the canvas to the commands while it is on the screen. */
export function useCanvas(glide: () => void, area: React.RefObject<HTMLDivElement | null>): void {
  const flow = useReactFlow();
  const store = useStoreApi();
  useEffect(() => {
    const motion = () => ({ duration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 180 });
    const view = (): View => flow.getViewport();
    const go = (to: View) => {
      const { x, y, zoom } = view();
      if (to.x !== x || to.y !== y || to.zoom !== zoom) void flow.setViewport(to, motion());
    };
    const canvas: Canvas = {
      fit: (ids) =>
        void flow.fitView({
          ...motion(),
          maxZoom: 1,
          padding: { top: '64px', bottom: '62px', left: '40px', right: '40px' },
          ...(ids ? { nodes: [...new Set(ids.map(drawnId))].map((id) => ({ id })) } : {}),
        }),
      zoomBy: (factor) => void flow.zoomTo(flow.getZoom() * factor, motion()),
      width: () => store.getState().width,
      centre: () => {
        const box = area.current?.getBoundingClientRect();
        return box ? flow.screenToFlowPosition({ x: box.x + box.width / 2, y: box.y + box.height / 2 }) : { x: 0, y: 0 };
      },
      zoom: () => flow.getZoom(),
      show: ({ x, y, zoom }) => void flow.setCenter(x, y, { zoom, ...motion() }),
      screenOf: (id) => {
        const node = flow.getNode(drawnId(id));
        return node ? flow.flowToScreenPosition({ x: node.position.x + CARD_WIDTH, y: node.position.y + CARD_HEIGHT / 2 }) : null;
      },
      reveal: (id) => {
        const card = placeOf(flow, id);
        if (card) go(showing(view(), store.getState(), card));
      },
      revealNew: (id) => {
        const seen = flow.getNodes().flatMap((node) => (node.id !== drawnId(id) && node.type !== 'frame' ? [placed(node)] : []));
        const before = seen.filter((card) => isIn(view(), store.getState(), card));
        // The settings may open just now: how much room they leave is known a frame later.
        requestAnimationFrame(() => {
          const card = placeOf(flow, id);
          if (card) go(showingToo(view(), store.getState(), card, before));
        });
      },
      focusNode: (id) => focusWhenDrawn(area, drawnId(id), performance.now() + LONGEST_WAIT_MS),
      glide,
    };
    useCanvasDoor.setState({ canvas });
    return () => useCanvasDoor.setState({ canvas: null });
  }, [flow, store, glide, area]);
}
