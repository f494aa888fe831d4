import type * as z from 'zod';
import type { Pin, pinRequest } from '../api/preview-models.ts';
import type { Given } from '../engine/preview/preview-given.ts';
import type { Flow } from '../flow/flow.ts';
import { maskedRecords } from './drafts/personal-fields.ts';
import { mustFindFlow, mustWrite, type Parts } from './parts.ts';

/** What is pinned at the steps of a flow. */
export function pinsOf(parts: Parts, flowId: string): Pin[] {
  mustFindFlow(parts.store, flowId);
  return parts.store.pins.of(flowId);
}

/** Pins records at a step, personal fields unreadable unless it is said that they are kept; durable when it resolves. */
export async function pinRecords(parts: Parts, { flowId, nodeId, ports, flow: draft, keepPersonal }: z.infer<typeof pinRequest>): Promise<Pin> {
  mustWrite(parts);
  const { version } = mustFindFlow(parts.store, flowId);
  const flow = { ...(draft ?? parts.store.flows.document(flowId, version)), id: flowId };
  const before = parts.store.pins.of(flowId).find((pin) => pin.nodeId === nodeId)?.ports ?? {};
  const kept = keepPersonal ? withoutMarks(ports) : await maskedRecords(parts, flow, nodeId, ports, before);
  const pin = { nodeId, pinnedAt: parts.clock.now(), ports: kept };
  parts.store.pins.put(flowId, pin);
  return pin;
}

function withoutMarks(ports: Pin['ports']): Pin['ports'] {
  return Object.fromEntries(Object.entries(ports).map(([port, { masked: _none, ...records }]) => [port, records]));
}

export function unpin(parts: Parts, flowId: string, nodeId: string): void {
  mustWrite(parts);
  mustFindFlow(parts.store, flowId);
  parts.store.pins.remove(flowId, nodeId);
}

/** The pins of steps that are in the flow, as previews take them. */
export function pinnedIn(parts: Parts, flow: Flow): Given {
  const there = new Set(flow.nodes.map((node) => node.id));
  return Object.fromEntries(parts.store.pins.of(flow.id).flatMap(({ nodeId, ports }) => (there.has(nodeId) ? [[nodeId, ports]] : [])));
}
