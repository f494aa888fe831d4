import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import { api } from '../api/client.ts';
import { followKept, keptStorage } from './kept.ts';
import { useWorkspace } from './workspace.ts';

/** What is known of how kinds of steps are used. */
export interface KnownKinds {
  /** Kinds added last, the newest first; remembered. */
  recent: readonly string[];
  /** How often one kind follows another in all flows of the workspace, by both kinds with a space between. */
  follows: Readonly<Record<string, number>>;
}

const MOST_RECENT = 8;

export const useKnownKinds = create<KnownKinds>()(
  persist((): KnownKinds => ({ recent: [], follows: {} }), {
    name: 'swivel.kinds',
    storage: createJSONStorage(() => keptStorage('person')),
    partialize: ({ recent }) => ({ recent }),
  }),
);
followKept('swivel.kinds', 'person', () => useKnownKinds.persist.rehydrate());

/** A step of this kind was added. */
export function noteKind(kind: string): void {
  useKnownKinds.setState(({ recent }) => ({ recent: [kind, ...recent.filter((one) => one !== kind)].slice(0, MOST_RECENT) }));
}

/** Flows are saved often; this is often enough to learn from them. */
const AT_MOST_EVERY_MS = 2_000;

/** Learns what follows what from the flows of the workspace, again after any of them was saved. Returns how to stop. */
export function startLearningKinds(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isDue = false;
  const learn = () => {
    isDue = false;
    timer = setTimeout(() => {
      timer = undefined;
      if (isDue) learn();
    }, AT_MOST_EVERY_MS);
    api.flows.kindPairs().then(
      (follows) => useKnownKinds.setState({ follows }),
      () => undefined,
    );
  };
  const stop = useWorkspace.subscribe((now, before) => {
    if (now.info === before.info && now.flowsChanged === before.flowsChanged) return;
    if (timer === undefined) learn();
    else isDue = true;
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}

/** A step that something stands behind (`output`) or before (`input`). */
export interface Beside {
  kind: string;
  end: 'output' | 'input';
}

/** How often each kind stands there in the flows of the workspace. */
export function timesBeside({ follows }: KnownKinds, beside: Beside | undefined): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const [pair, count] of beside ? Object.entries(follows) : []) {
    const [from = '', to = ''] = pair.split(' ');
    const [here, other] = beside?.end === 'output' ? [from, to] : [to, from];
    if (here === beside?.kind) times.set(other, (times.get(other) ?? 0) + count);
  }
  return times;
}

/**
 * The same kinds, those first that mostly stand there in the flows of the workspace: behind (`output`) or before (`input`) a step of the kind `beside`;
 * then those used last; then the others as they were.
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
