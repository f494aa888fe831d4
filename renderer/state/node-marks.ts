import type { NodeMarks } from '../canvas/facts.ts';
import { type FindState, useFind } from './find.ts';
import { usePins } from './pins.ts';
import { useWalk } from './walk.ts';

const known = new Map<string, NodeMarks>();

/** What is marked at a card: that a walk stands there, that its records are pinned or changed, that the search found something in it. The same object until it changes. */
export function marksOf(nodeId: string): NodeMarks | null {
  const { nodeId: standsAt, stop, edits } = useWalk.getState();
  const here = standsAt !== nodeId ? undefined : stop ? 'stopped' : 'standing';
  const given = Object.hasOwn(edits, nodeId) ? 'changed' : Object.hasOwn(usePins.getState().byNode, nodeId) ? 'pinned' : undefined;
  const found = foundIn(useFind.getState(), nodeId);
  if (!here && !given && !found) return null;
  const key = `${here} ${given} ${found}`;
  const marks = known.get(key) ?? { ...(here ? { here } : {}), ...(given ? { given } : {}), ...(found ? { found } : {}) };
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
      if (now.edits !== before.edits) tell([...Object.keys(before.edits), ...Object.keys(now.edits)]);
    }),
    usePins.subscribe((now, before) => tell([...Object.keys(before.byNode), ...Object.keys(now.byNode)])),
    useFind.subscribe((now, before) => {
      if (now.found !== before.found) tell([...before.found, ...now.found]);
      if (now.at !== before.at) tell([before.at, now.at].flatMap((hit) => (hit ? [hit.nodeId] : [])));
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
