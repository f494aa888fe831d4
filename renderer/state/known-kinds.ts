import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import type { Flow } from '../../core/flow/flow.ts';

/** What this machine knows of how kinds of steps are used; remembered. */
export interface KnownKinds {
  /** Kinds added last, the newest first. */
  recent: readonly string[];
  /** By flow id: how often one kind follows another, by both kinds with a space between. The flow opened last is the last. */
  follows: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const MOST_RECENT = 8;
const MOST_FLOWS = 60;

export const useKnownKinds = create<KnownKinds>()(
  persist((): KnownKinds => ({ recent: [], follows: {} }), { name: 'swivel.kinds', storage: createJSONStorage(() => window.localStorage) }),
);

/** A step of this kind was added. */
export function noteKind(kind: string): void {
  useKnownKinds.setState(({ recent }) => ({ recent: [kind, ...recent.filter((one) => one !== kind)].slice(0, MOST_RECENT) }));
}

/** A flow was opened: what follows what in it is counted, in place of what was counted there before. */
export function noteFlow(flow: Flow): void {
  useKnownKinds.setState(({ follows }) => {
    const { [flow.id]: _before, ...others } = follows;
    return { follows: Object.fromEntries([...Object.entries(others), [flow.id, pairsOf(flow)] as const].slice(-MOST_FLOWS)) };
  });
}

function pairsOf({ nodes, edges }: Flow): Record<string, number> {
  const kinds = new Map(nodes.map(({ id, kind }) => [id, kind]));
  const pairs: Record<string, number> = {};
  for (const { from, to } of edges) {
    const pair = `${kinds.get(from.node)} ${kinds.get(to.node)}`;
    pairs[pair] = (pairs[pair] ?? 0) + 1;
  }
  return pairs;
}

/** A step that something stands behind (`output`) or before (`input`). */
export interface Beside {
  kind: string;
  end: 'output' | 'input';
}

/** How often each kind stands there in the flows opened on this machine. */
export function timesBeside({ follows }: KnownKinds, beside: Beside | undefined): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const pairs of beside ? Object.values(follows) : [])
    for (const [pair, count] of Object.entries(pairs)) {
      const [from = '', to = ''] = pair.split(' ');
      const [here, other] = beside?.end === 'output' ? [from, to] : [to, from];
      if (here === beside?.kind) times.set(other, (times.get(other) ?? 0) + count);
    }
  return times;
}

/**
 * The same kinds, those first that mostly stand there in the flows opened here: behind (`output`) or before (`input`) a step of the kind `beside`; then
 * those used last; then the others as they were.
 */
export function byUse<T>(fits: readonly T[], kindOf: (fit: T) => string, known: KnownKinds, beside?: Beside): T[] {
  const times = timesBeside(known, beside);
  const timesOf = (fit: T) => times.get(kindOf(fit)) ?? 0;
  const rankOf = (fit: T) => {
    const at = known.recent.indexOf(kindOf(fit));
    return at < 0 ? MOST_RECENT : at;
  };
  return [...fits].sort((a, b) => timesOf(b) - timesOf(a) || rankOf(a) - rankOf(b));
}
