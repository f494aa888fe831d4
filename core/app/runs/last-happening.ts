import type { Happening } from '../../base/happening.ts';
import type { Flow } from '../../flow/flow.ts';
import { triggersOf } from '../../triggers/flow-triggers.ts';
import type { Parts } from '../parts.ts';

/** Requests and files that a preview takes at most. */
const MOST = 50;

/** What stands in a preview for the happening that would start a run: the newest of what the flow's triggers have received; null when there was none. */
export function lastHappening({ store, catalog }: Pick<Parts, 'store' | 'catalog'>, flow: Flow): Happening | null {
  let newest: { at: number; happening: Happening } | null = null;
  for (const { nodeId, settings } of triggersOf(flow, catalog)) {
    const [last] = store.inbox.page(flow.id, nodeId, 1);
    if (last?.kind !== settings.on || (newest && newest.at >= last.seq)) continue;
    const happening = store.inbox.last(flow.id, nodeId, settings.on === 'files' || settings.on === 'requests' ? MOST : 1);
    if (happening) newest = { at: last.seq, happening };
  }
  return newest?.happening ?? null;
}
