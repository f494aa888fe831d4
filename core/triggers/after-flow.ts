import type { Clock } from '../base/clock.ts';
import type { Store } from '../store/store.ts';
import type { SignOfLife, Watcher } from './watcher.ts';

/** Triggers that wait for the end of another flow. They are told in the transaction that ends the run, so there is nothing to look at but who is waited for. */
export class AfterFlow implements Watcher {
  readonly on = 'flow-ended';
  readonly #store: Store;
  readonly #clock: Clock;

  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  refresh(): void {}
  look(): void {}
  restart(): void {}
  close(): void {}

  sign(flowId: string, nodeId: string): SignOfLife {
    const settings = this.#store.triggers.find(flowId, nodeId)?.settings;
    const watched = settings?.on === 'flow-ended' ? this.#store.flows.find(settings.flowId) : undefined;
    const gone = !watched || watched.removedAt !== null;
    return {
      lastLook: this.#clock.now(),
      next: null,
      trouble: gone ? 'The flow it waits for was deleted.' : null,
      ...(watched ? { place: watched.name } : {}),
    };
  }
}

/** The flows that a circle leads through when `flowId` waits for the end of `waitsFor`; null when there is none. By ids, beginning with `flowId`. */
export function circleOf(store: Pick<Store, 'triggers'>, flowId: string, waitsFor: readonly string[]): string[] | null {
  const waits = new Map<string, string[]>();
  for (const { flowId: id, settings } of store.triggers.ofKind('flow-ended')) if (id !== flowId) waits.set(id, [...(waits.get(id) ?? []), settings.flowId]);
  waits.set(flowId, [...waitsFor]);
  const seen = new Set<string>();
  const way = (id: string, path: string[]): string[] | null => {
    for (const before of waits.get(id) ?? []) {
      if (before === flowId) return [...path, id];
      if (seen.has(before)) continue;
      seen.add(before);
      const found = way(before, [...path, id]);
      if (found) return found;
    }
    return null;
  };
  return way(flowId, []);
}
