import type * as z from 'zod';
import type { Pin, pinRequest } from '../api/preview-models.ts';
import type { Given } from '../engine/preview-given.ts';
import type { Flow } from '../flow/flow.ts';
import { mustFindFlow, mustWrite, type Parts } from './parts.ts';

/** What is pinned at the steps of a flow. */
export function pinsOf(parts: Parts, flowId: string): Pin[] {
  mustFindFlow(parts.store, flowId);
  return parts.store.pins.of(flowId);
}

/** Pins records at a step; durable when it returns. */
export function pinRecords(parts: Parts, { flowId, nodeId, ports }: z.infer<typeof pinRequest>): Pin {
  mustWrite(parts);
  mustFindFlow(parts.store, flowId);
  const pin = { nodeId, pinnedAt: parts.clock.now(), ports };
  parts.store.pins.put(flowId, pin);
  return pin;
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
