import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useEffect } from 'react';
import { CARD_HEIGHT, CARD_WIDTH } from '../../canvas/geometry.ts';
import { type Canvas, useCanvasDoor } from '../../state/canvas-door.ts';

const LONGEST_WAIT_MS = 1_000;

/** A card that is just being brought into view is drawn only a few frames later. */
function focusWhenDrawn(area: React.RefObject<HTMLDivElement | null>, id: string, until: number): void {
  const card = area.current?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
  if (card) card.focus({ preventScroll: true });
  else if (performance.now() < until) requestAnimationFrame(() => focusWhenDrawn(area, id, until));
}

/** Lends the canvas to the commands while it is on the screen. */
export function useCanvas(glide: () => void, area: React.RefObject<HTMLDivElement | null>): void {
  const flow = useReactFlow();
  const store = useStoreApi();
  useEffect(() => {
    const motion = () => ({ duration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 180 });
    const canvas: Canvas = {
      fit: (ids) =>
        void flow.fitView({
          ...motion(),
          maxZoom: 1,
          padding: { top: '64px', bottom: '62px', left: '40px', right: '40px' },
          ...(ids ? { nodes: ids.map((id) => ({ id })) } : {}),
        }),
      zoomBy: (factor) => void flow.zoomTo(flow.getZoom() * factor, motion()),
      width: () => store.getState().width,
      centre: () => {
        const box = area.current?.getBoundingClientRect();
        return box ? flow.screenToFlowPosition({ x: box.x + box.width / 2, y: box.y + box.height / 2 }) : { x: 0, y: 0 };
      },
      screenOf: (id) => {
        const node = flow.getNode(id);
        return node ? flow.flowToScreenPosition({ x: node.position.x + CARD_WIDTH, y: node.position.y + CARD_HEIGHT / 2 }) : null;
      },
      reveal: (id) => {
        const node = flow.getNode(id);
        const { width, height, transform } = store.getState();
        const [tx, ty, zoom] = transform;
        if (!node) return;
        const [left, top] = [node.position.x * zoom + tx, node.position.y * zoom + ty];
        const [right, bottom] = [left + CARD_WIDTH * zoom, top + ((node.measured?.height ?? CARD_HEIGHT) + 30) * zoom];
        const margin = 24;
        const dx = left < margin ? margin - left : right > width - margin ? width - margin - right : 0;
        const dy = top < margin ? margin - top : bottom > height - margin ? height - margin - bottom : 0;
        if (dx !== 0 || dy !== 0) void flow.setViewport({ x: tx + dx, y: ty + dy, zoom }, motion());
      },
      focusNode: (id) => focusWhenDrawn(area, id, performance.now() + LONGEST_WAIT_MS),
      glide,
    };
    useCanvasDoor.setState({ canvas });
    return () => useCanvasDoor.setState({ canvas: null });
  }, [flow, store, glide, area]);
}
