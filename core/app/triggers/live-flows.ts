import type { LiveState, ToPublish } from '../../api/flow-models.ts';
import type { Environment } from '../../base/environment.ts';
import { UserError } from '../../base/errors.ts';
import { describeDiff } from '../../flow/diff.ts';
import type { Flow } from '../../flow/flow.ts';
import { runTheSame } from '../../flow/what-runs.ts';
import type { FlowRecord } from '../../store/flows.ts';
import { triggersOf } from '../../triggers/flow-triggers.ts';
import { troubleOf } from '../connections/connection-state.ts';
import { connectionsNamed } from '../connections/connection-users.ts';
import { mustFindFlow, mustWrite, type Parts } from '../parts.ts';
import { refuseUnready } from '../runs/start-run.ts';
import { triggerConflicts } from './trigger-conflicts.ts';
import { triggerLife } from './trigger-life.ts';

/** Whether the flow is live, with which version, and when it is due next. */
export function liveStateOf(parts: Pick<Parts, 'store' | 'triggers'>, record: FlowRecord): LiveState {
  const { flowId, liveVersion: version } = record;
  if (version === null) return { live: false, version, environment: null, nextDue: null, unpublished: null, triggers: [] };
  return {
    live: true,
    version,
    environment: record.liveEnvironment,
    nextDue: parts.store.triggers.nextDueOf(flowId),
    unpublished: unpublishedOf(parts, record, version),
    triggers: triggerLife(parts, flowId),
  };
}

function unpublishedOf({ store }: Pick<Parts, 'store'>, { flowId, version }: FlowRecord, live: number): string | null {
  if (version === live) return null;
  const [then, now] = [store.flows.document(flowId, live), store.flows.document(flowId, version)];
  return runTheSame(then, now) ? null : describeDiff(then, now);
}

/**
 * Takes a flow into or out of service. In service the version that is newest now is pinned with the environment that it is to use (absent: as before, at first
 * production), and its triggers take the place of those before, in one transaction: old and new never both fire. A flow with errors (`flow-not-ready`), on a path that another one has (`path-taken`), or that waits for itself
 * (`flow-circle`) is refused.
 */
export function setLive(parts: Parts, flowId: string, live: boolean, environment?: Environment): LiveState {
  mustWrite(parts);
  const record = mustFindFlow(parts.store, flowId);
  if (live) {
    const triggers = triggersOf(mustBePublishable(parts, record), parts.catalog);
    parts.store.write(() => {
      parts.store.flows.setLive(flowId, record.version, environment ?? record.liveEnvironment ?? 'production');
      parts.triggers.publish(flowId, record.version, triggers);
    });
    parts.triggers.refresh();
    parts.arrivals.published(flowId);
  } else stopLive(parts, flowId);
  return liveStateOf(parts, mustFindFlow(parts.store, flowId));
}

/** Takes a flow out of service. What it has received and not run yet waits until it is live again. */
export function stopLive(parts: Parts, flowId: string): void {
  parts.store.write(() => {
    parts.store.flows.setLive(flowId, null);
    parts.triggers.publish(flowId, 0, []);
  });
  parts.triggers.refresh();
}

/** The newest version, which may be published. */
function mustBePublishable(parts: Parts, { flowId, version }: FlowRecord): Flow {
  const flow = parts.store.flows.document(flowId, version);
  refuseUnready(flow, parts);
  const [first] = triggerConflicts(parts, flow);
  if (!first) return flow;
  const { code, message, hint, node, field } = first;
  throw new UserError(code, message, { ...(hint ? { hint } : {}), ...(node ? { place: { node, ...(field ? { field } : {}) } } : {}) });
}

/** What somebody should know before the newest version of a flow is published. Refuses what `setLive` refuses, so that nobody is asked in vain. */
export function toPublish(parts: Parts, record: FlowRecord): ToPublish {
  const { store, catalog, connections } = parts;
  const { version, liveEnvironment } = record;
  return {
    version,
    environment: liveEnvironment ?? 'production',
    connections: connectionsNamed(mustBePublishable(parts, record), catalog)
      .flatMap((id) => store.connections.find(id) ?? [])
      .map((connection) => {
        const trouble = (environment: Environment) => troubleOf(connections.parts, connection, environment)?.message ?? null;
        return { connectionId: connection.connectionId, name: connection.name, troubles: { production: trouble('production'), test: trouble('test') } };
      }),
  };
}
