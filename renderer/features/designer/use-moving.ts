import type { OnNodeDrag } from '@xyflow/react';
import { useCallback } from 'react';
import * as edit from '../../../core/flow/edit.ts';
import { beginningAt, endingAt } from '../../../core/flow/flow-index.ts';
import { nodeOf } from '../../../core/flow/graph.ts';
import { catalog } from '../../../core/nodes/index.ts';
import { mainInput, mainOutput } from '../../canvas/fits.ts';
import type { FrameNode } from '../../canvas/GroupFrame.tsx';
import type { CardNode } from '../../canvas/NodeCard.tsx';
import { insertExisting } from '../../editing/add-node.ts';
import { useDocument } from '../../state/document.ts';
import { edgeUnder, markEdge } from './edge-under.ts';

type Moved = Pick<CardNode, 'id' | 'position'>;

/** Moving cards: the draft changes once, when they are put down. A loose card put down on an edge is inserted there. */
export function useMoving(area: React.RefObject<HTMLDivElement | null>) {
  const targetEdge = useCallback(
    (moved: readonly Moved[]) => {
      const [card] = moved;
      if (moved.length !== 1 || !card || !area.current || !isLoose(card.id)) return null;
      const { flow } = useDocument.getState();
      return flow && edgeUnder(area.current, flow, card.position);
    },
    [area],
  );
  const onNodeDrag: OnNodeDrag<CardNode | FrameNode> = useCallback(
    (_, __, moved) => {
      if (area.current) markEdge(area.current, targetEdge(moved));
    },
    [area, targetEdge],
  );
  const putDown = useCallback(
    (moved: readonly Moved[]) => {
      const edgeId = targetEdge(moved);
      if (area.current) markEdge(area.current, null);
      const [first] = moved;
      if (!first) return;
      const name = useDocument.getState().flow?.nodes.find((node) => node.id === first.id)?.name ?? 'step';
      const positions = Object.fromEntries(moved.map((card) => [card.id, card.position]));
      const hasMoved = useDocument.getState().flow?.nodes.some(({ id, position }) => {
        const to = positions[id];
        return to && (Math.round(to.x) !== position.x || Math.round(to.y) !== position.y);
      });
      if (!hasMoved) return;
      useDocument.getState().apply(moved.length === 1 ? `Move ${name}` : `Move ${moved.length} steps`, (flow) => edit.moveNodes(flow, positions));
      if (edgeId) insertExisting(first.id, edgeId);
    },
    [area, targetEdge],
  );
  const onNodeDragStop: OnNodeDrag<CardNode | FrameNode> = useCallback((_, __, moved) => putDown(moved), [putDown]);
  const onSelectionDragStop = useCallback((_: React.MouseEvent, moved: Moved[]) => putDown(moved), [putDown]);
  return { onNodeDrag, onNodeDragStop, onSelectionDragStop };
}

function isLoose(nodeId: string): boolean {
  const { flow } = useDocument.getState();
  const spec = catalog.get((flow && nodeOf(flow, nodeId)?.kind) ?? '');
  if (!flow || !spec || !mainInput(spec) || !mainOutput(spec)) return false;
  return beginningAt(flow, nodeId).length === 0 && endingAt(flow, nodeId).length === 0;
}
