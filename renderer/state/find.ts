import { create } from 'zustand';
import type { Hit } from '../editing/find-in-flow.ts';

/** The search through the open flow: what is looked for, where it was found, and which hit a person stands at. */
export interface FindState {
  open: boolean;
  words: string;
  hits: readonly Hit[];
  /** The hit one stands at; null before the first was gone to. */
  at: Hit | null;
  /** Ids of the steps with hits; the same set until the hits change. */
  found: ReadonlySet<string>;
  /** Grows with every request to type what to look for. */
  ask: number;
}

const NONE: ReadonlySet<string> = new Set();
const NOTHING = { words: '', hits: [], at: null, found: NONE };

export const useFind = create<FindState>()(() => ({ open: false, ask: 0, ...NOTHING }));

/** Keeps what was found for these words. As long as they are the same, the hit one stands at stays. */
export function noteFound(words: string, hits: readonly Hit[]): void {
  const before = useFind.getState();
  const at = before.words === words ? before.at : null;
  useFind.setState({
    words,
    hits,
    at: hits.find(({ key }) => key === at?.key) ?? null,
    found: hits.length === 0 ? NONE : new Set(hits.flatMap((hit) => (hit.on === 'step' ? [hit.nodeId] : []))),
  });
}

/** Ends the search: nothing is marked any more. */
export function endFind(): void {
  useFind.setState({ open: false, ...NOTHING });
}

/** Number of the hit one stands at; -1 for none. */
export function placeOf({ hits, at }: FindState): number {
  return at ? hits.findIndex(({ key }) => key === at.key) : -1;
}
