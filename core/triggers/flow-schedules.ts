import * as z from 'zod';
import type { Flow } from '../flow/flow.ts';
import type { FlowKinds } from '../flow/kinds.ts';

/** What makes a trigger a schedule: whatever its kind is called, its settings have this shape. */
const scheduleSchema = z.object({ cron: z.string(), zone: z.string(), missed: z.enum(['once', 'skip']) });

/** A trigger of a flow that fires by the clock. */
export interface Schedule {
  nodeId: string;
  cron: string;
  zone: string;
  missed: 'once' | 'skip';
}

/** The schedules a flow has, in the order of its nodes. */
export function schedulesOf(flow: Flow, kinds: FlowKinds): Schedule[] {
  return flow.nodes.flatMap((node) => {
    const kind = kinds.get(node.kind);
    if (kind?.role !== 'trigger') return [];
    const config = kind.config.safeParse(node.config);
    const schedule = scheduleSchema.safeParse(config.data);
    return schedule.success ? [{ nodeId: node.id, ...schedule.data }] : [];
  });
}
