import { applyNodeChanges, type NodeChange } from '@xyflow/react';
import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { Flow } from '../../../core/flow/flow.ts';
import type { FrameNode } from '../../canvas/GroupFrame.tsx';
import type { CardNode } from '../../canvas/NodeCard.tsx';
import { useSelection } from '../../state/selection.ts';
import { between, mergeCards } from './canvas-nodes.ts';

const GLIDE_MS = 180;

/** The cards on the canvas: follow the draft and the selection; drags live here until they are dropped. */
export function useCanvasNodes(flow: Flow) {
  const selectedIds = useSelection((state) => state.nodeIds);
  const [nodes, setNodes] = useState<CardNode[]>(() => mergeCards([], flow, new Set(selectedIds)));
  const glideNext = useRef(false);
  const shown = useRef(nodes);
  shown.current = nodes;

  useLayoutEffect(() => {
    const target = mergeCards(shown.current, flow, new Set(selectedIds));
    if (!glideNext.current || matchMedia('(prefers-reduced-motion: reduce)').matches) {
      glideNext.current = false;
      setNodes(target);
      return;
    }
    glideNext.current = false;
    const from = shown.current;
    const begin = performance.now();
    let frame = requestAnimationFrame(function move(now) {
      const share = Math.min(1, (now - begin) / GLIDE_MS);
      setNodes(share < 1 ? between(from, target, share) : (current) => mergeCards(current, flow, new Set(useSelection.getState().nodeIds)));
      if (share < 1) frame = requestAnimationFrame(move);
    });
    return () => cancelAnimationFrame(frame);
  }, [flow, selectedIds]);

  const onNodesChange = useCallback((changes: NodeChange<CardNode | FrameNode>[]) => {
    const choices = changes.filter((change) => change.type === 'select');
    if (choices.length > 0) {
      const chosen = new Set(useSelection.getState().nodeIds);
      for (const { id, selected } of choices) {
        if (selected) chosen.add(id);
        else chosen.delete(id);
      }
      const isBoxSelecting = chosen.size > 1;
      useSelection.getState().select([...chosen], isBoxSelecting ? useSelection.getState().edgeIds : []);
    }
    const others = changes.filter((change) => change.type === 'position' || change.type === 'dimensions');
    if (others.length > 0) setNodes((current) => applyNodeChanges(others, current));
  }, []);

  const glide = useCallback(() => {
    glideNext.current = true;
  }, []);
  return { nodes, onNodesChange, glide };
}
