import type { OnNodeDrag } from '@xyflow/react';
import { useCallback } from 'react';
import { beginningAt, endingAt } from '../../../core/flow/flow-index.ts';
import { nodeOf } from '../../../core/flow/graph.ts';
import { catalog } from '../../../core/nodes/index.ts';
import { mainInput, mainOutput } from '../../canvas/fits.ts';
import type { FrameNode } from '../../canvas/GroupFrame.tsx';
import { insertExisting } from '../../editing/add-node.ts';
import { type Moved, putDown } from '../../editing/move-on-canvas.ts';
import { useDocument } from '../../state/document.ts';
import type { CanvasNode } from './canvas-parts.ts';
import { edgeUnder, markEdge } from './edge-under.ts';
import { markHomes, newHomes } from './group-under.ts';

/**
 * Moving cards, collapsed groups and notes: the draft changes once, when they are put down. A loose card put down on an edge is inserted there; a card put
 * into a group joins it, one put down outside its group leaves it.
 */
export function useMoving(area: React.RefObject<HTMLDivElement | null>) {
  const targetEdge = useCallback(
    (moved: Moved) => {
      const [card] = moved;
      if (moved.length !== 1 || !card || !area.current || !isLoose(card.id)) return null;
      const { flow } = useDocument.getState();
      return flow && edgeUnder(area.current, flow, card.position);
    },
    [area],
  );
  const onNodeDrag: OnNodeDrag<CanvasNode | FrameNode> = useCallback(
    (_, __, moved) => {
      const { flow } = useDocument.getState();
      if (!area.current || !flow) return;
      markEdge(area.current, targetEdge(moved));
      if (flow.groups.length > 0) markHomes(area.current, flow, newHomes(flow, moved));
    },
    [area, targetEdge],
  );
  const drop = useCallback(
    (moved: Moved) => {
      const { flow } = useDocument.getState();
      const edgeId = targetEdge(moved);
      if (area.current) {
        markEdge(area.current, null);
        markHomes(area.current, null, new Map());
      }
      const [first] = moved;
      if (!first || !flow) return;
      if (putDown(moved, newHomes(flow, moved)) && edgeId) insertExisting(first.id, edgeId);
    },
    [area, targetEdge],
  );
  const begin = useCallback(() => area.current?.setAttribute('data-dragging', ''), [area]);
  const end = useCallback(
    (moved: Moved) => {
      area.current?.removeAttribute('data-dragging');
      drop(moved);
    },
    [area, drop],
  );
  const onNodeDragStop: OnNodeDrag<CanvasNode | FrameNode> = useCallback((_, __, moved) => end(moved), [end]);
  const onSelectionDragStop = useCallback((_: React.MouseEvent, moved: (CanvasNode | FrameNode)[]) => end(moved), [end]);
  return { onNodeDragStart: begin, onSelectionDragStart: begin, onNodeDrag, onNodeDragStop, onSelectionDragStop };
}

function isLoose(nodeId: string): boolean {
  const { flow } = useDocument.getState();
  const spec = catalog.get((flow && nodeOf(flow, nodeId)?.kind) ?? '');
  if (!flow || !spec || !mainInput(spec) || !mainOutput(spec)) return false;
  return beginningAt(flow, nodeId).length === 0 && endingAt(flow, nodeId).length === 0;
}
