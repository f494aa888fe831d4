import type { TriggerLife } from '../../api/trigger-models.ts';
import type { Parts } from '../parts.ts';

/** How the triggers of a flow in service are: whether they are alive, what came last, what is due next. */
export function triggerLife({ store, triggers }: Pick<Parts, 'store' | 'triggers'>, flowId: string): TriggerLife[] {
  return triggers.healthOf(flowId).map(({ trigger: { nodeId, settings }, state, trouble, since, next }) => ({
    nodeId,
    state,
    trouble,
    since,
    // A folder is looked at every few seconds: nobody waits for that.
    next: settings.on === 'files' ? null : next,
    lastAt: store.inbox.lastAt(flowId, nodeId),
  }));
}
