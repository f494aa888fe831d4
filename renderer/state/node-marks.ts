import type { NodeMarks } from '../canvas/facts.ts';
import { usePins } from './pins.ts';
import { useWalk } from './walk.ts';

const known = new Map<string, NodeMarks>();

/** What is marked at a card: that a walk stands there, that its records are pinned. The same object until it changes. */
export function marksOf(nodeId: string): NodeMarks | null {
  const { nodeId: standsAt, stop } = useWalk.getState();
  const here = standsAt !== nodeId ? undefined : stop ? 'stopped' : 'standing';
  const pinned = Object.hasOwn(usePins.getState().byNode, nodeId);
  if (!here && !pinned) return null;
  const key = `${here} ${pinned}`;
  const marks = known.get(key) ?? { ...(here ? { here } : {}), ...(pinned ? { pinned } : {}) };
  known.set(key, marks);
  return marks;
}

/** Tells the ids of the nodes whose marks may have changed. */
export function onMarks(tell: (nodeIds: readonly string[]) => void): () => void {
  const stops = [
    useWalk.subscribe((now, before) => {
      if (now.nodeId !== before.nodeId || now.stop !== before.stop) tell([before.nodeId, now.nodeId].filter((id) => id !== null));
    }),
    usePins.subscribe((now, before) => tell([...Object.keys(before.byNode), ...Object.keys(now.byNode)])),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
