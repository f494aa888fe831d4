import type { NodeMarks } from '../canvas/facts.ts';
import { useWalk, type WalkState } from './walk.ts';

const STANDING: NodeMarks = { here: 'standing' };
const STOPPED: NodeMarks = { here: 'stopped' };

/** What is marked at a card: that a walk stands there. The same object until it changes. */
export function marksOf(nodeId: string): NodeMarks | null {
  const { nodeId: here, stop } = useWalk.getState();
  if (here !== nodeId) return null;
  return stop ? STOPPED : STANDING;
}

/** Tells the ids of the nodes whose marks may have changed. */
export function onMarks(tell: (nodeIds: readonly string[]) => void): () => void {
  return useWalk.subscribe((now: WalkState, before: WalkState) => {
    if (now.nodeId !== before.nodeId || now.stop !== before.stop) tell([before.nodeId, now.nodeId].filter((id) => id !== null));
  });
}
