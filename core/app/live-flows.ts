import type { FlowRecord } from '../store/flows.ts';
import { schedulesOf } from '../triggers/flow-schedules.ts';
import { mustFindFlow, mustWrite, type Parts } from './parts.ts';
import { refuseUnready } from './start-run.ts';

/** Whether a flow's triggers fire, with which version, and when next. */
export interface LiveState {
  live: boolean;
  version: number | null;
  nextDue: number | null;
}

/** Whether the flow is live, with which version, and when it is due next. */
export function liveStateOf(parts: Pick<Parts, 'store'>, record: FlowRecord): LiveState {
  const live = record.liveVersion !== null;
  return { live, version: record.liveVersion, nextDue: live ? parts.store.triggers.nextDueOf(record.flowId) : null };
}

/** Takes a flow into or out of service. In service the version that is newest now is pinned; a flow with errors is refused (`flow-not-ready`). */
export function setLive(parts: Parts, flowId: string, live: boolean): LiveState {
  mustWrite(parts);
  const record = mustFindFlow(parts.store, flowId);
  if (live) {
    const flow = parts.store.flows.document(flowId, record.version);
    refuseUnready(flow, parts);
    parts.store.write(() => {
      parts.store.flows.setLive(flowId, record.version);
      parts.scheduler.setFlow(flowId, schedulesOf(flow, parts.catalog));
    });
  } else stopLive(parts, flowId);
  return liveStateOf(parts, mustFindFlow(parts.store, flowId));
}

/** Takes a flow out of service. */
export function stopLive(parts: Parts, flowId: string): void {
  parts.store.write(() => {
    parts.store.flows.setLive(flowId, null);
    parts.scheduler.setFlow(flowId, []);
  });
}
