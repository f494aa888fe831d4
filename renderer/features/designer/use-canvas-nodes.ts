import { applyNodeChanges, type NodeChange } from '@xyflow/react';
import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { Flow } from '../../../core/flow/flow.ts';
import { onCanvas } from '../../canvas/card-ids.ts';
import { drawnFlow } from '../../canvas/drawn-flow.ts';
import type { FrameNode } from '../../canvas/GroupFrame.tsx';
import { useDocument } from '../../state/document.ts';
import { useSelection } from '../../state/selection.ts';
import { between } from './canvas-nodes.ts';
import { type CanvasNode, mergeCanvas } from './canvas-parts.ts';

const GLIDE_MS = 180;

/** What lies on the canvas: cards, collapsed groups and notes follow the draft and the selection; drags live here until they are dropped. */
export function useCanvasNodes(flow: Flow) {
  const nodeIds = useSelection((state) => state.nodeIds);
  const noteIds = useSelection((state) => state.noteIds);
  const [nodes, setNodes] = useState<CanvasNode[]>(() => mergeCanvas([], flow, { nodeIds, noteIds }));
  const glideNext = useRef(false);
  const shown = useRef(nodes);
  shown.current = nodes;

  useLayoutEffect(() => {
    const target = mergeCanvas(shown.current, flow, { nodeIds, noteIds });
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
      setNodes(share < 1 ? between(from, target, share) : (current) => mergeCanvas(current, flow, useSelection.getState()));
      if (share < 1) frame = requestAnimationFrame(move);
    });
    return () => cancelAnimationFrame(frame);
  }, [flow, nodeIds, noteIds]);

  const onNodesChange = useCallback((changes: NodeChange<CanvasNode | FrameNode>[]) => {
    const choices = changes.filter((change) => change.type === 'select');
    if (choices.length > 0) select(choices);
    const others = changes.filter((change) => change.type === 'position' || change.type === 'dimensions');
    if (others.length > 0) setNodes((current) => applyNodeChanges<CanvasNode>(others as NodeChange<CanvasNode>[], current));
  }, []);

  const glide = useCallback(() => {
    glideNext.current = true;
  }, []);
  return { nodes, onNodesChange, glide };
}

/** With the card of a collapsed group all steps in it are chosen. */
function select(choices: readonly { id: string; selected: boolean }[]): void {
  const { flow } = useDocument.getState();
  const selection = useSelection.getState();
  const [steps, notes] = [new Set(selection.nodeIds), new Set(selection.noteIds)];
  for (const { id, selected } of choices) {
    const is = onCanvas(id);
    const ids = is.kind === 'folded' ? ((flow && drawnFlow(flow).folded.get(id)?.members) ?? []) : [is.id];
    const chosen = is.kind === 'note' ? notes : steps;
    for (const one of ids) {
      if (selected) chosen.add(one);
      else chosen.delete(one);
    }
  }
  const isBoxSelecting = steps.size + notes.size > 1;
  selection.select([...steps], isBoxSelecting ? selection.edgeIds : [], [...notes]);
}
