import type { NodeMarks } from '../canvas/facts.ts';
import { type FindState, useFind } from './find.ts';
import { useWalk } from './walk.ts';

const known = new Map<string, NodeMarks>();

/** What is marked at a card: that a walk stands there, that the search found something in it. The same object until it changes. */
export function marksOf(nodeId: string): NodeMarks | null {
  const { nodeId: standsAt, stop } = useWalk.getState();
  const here = standsAt !== nodeId ? undefined : stop ? 'stopped' : 'standing';
  const found = foundIn(useFind.getState(), nodeId);
  if (!here && !found) return null;
  const key = `${here} ${found}`;
  const marks = known.get(key) ?? { ...(here ? { here } : {}), ...(found ? { found } : {}) };
  known.set(key, marks);
  return marks;
}

function foundIn({ found, at }: FindState, nodeId: string): NodeMarks['found'] {
  if (!found.has(nodeId)) return undefined;
  return at?.nodeId === nodeId ? 'now' : 'hit';
}

/** Tells the ids of the nodes whose marks may have changed. */
export function onMarks(tell: (nodeIds: readonly string[]) => void): () => void {
  const stops = [
    useWalk.subscribe((now, before) => {
      if (now.nodeId !== before.nodeId || now.stop !== before.stop) tell([before.nodeId, now.nodeId].filter((id) => id !== null));
    }),
    useFind.subscribe((now, before) => {
      if (now.found !== before.found) tell([...before.found, ...now.found]);
      if (now.at !== before.at) tell([before.at, now.at].flatMap((hit) => (hit ? [hit.nodeId] : [])));
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
