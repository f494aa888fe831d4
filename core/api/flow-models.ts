import * as z from 'zod';
import { environmentSchema } from '../base/environment.ts';
import { flowSchema } from '../flow/flow.ts';
import { runRow } from './run-models.ts';
import { triggerLife } from './trigger-models.ts';

/** Whether the triggers of a flow fire, with which version, and when next. */
export const liveState = z.object({
  live: z.boolean(),
  version: z.number().nullable(),
  /** Whose settings of connections the runs that they start use, whatever the workspace is set to; null when it is not live. */
  environment: environmentSchema.nullable(),
  nextDue: z.number().nullable(),
  /** What would change if the newest version were published, in words; null when nothing would. */
  unpublished: z.string().nullable(),
  /** How they are; none of a flow that is not live. */
  triggers: z.array(triggerLife),
});
export type LiveState = z.infer<typeof liveState>;

/** What somebody should know before a flow is published. */
export const toPublish = z.object({
  /** The version that would be pinned. */
  version: z.number(),
  /** The environment it would use: the one it uses now, else production. */
  environment: environmentSchema,
  /** The connections it uses; why each could not be used, by environment. Empty: the environment makes no difference. */
  connections: z.array(z.object({ connectionId: z.string(), name: z.string(), troubles: z.record(environmentSchema, z.string().nullable()) })),
});
export type ToPublish = z.infer<typeof toPublish>;

/** A flow in the list of flows. */
export const flowRow = z.object({
  flowId: z.string(),
  name: z.string(),
  description: z.string(),
  version: z.number(),
  updatedAt: z.number(),
  nodes: z.number(),
  live: liveState,
  lastRun: runRow.nullable(),
});
export type FlowRow = z.infer<typeof flowRow>;

/** A flow opened for editing. */
export const openFlow = z.object({
  flowId: z.string(),
  flow: flowSchema,
  version: z.number(),
  savedAt: z.number(),
  live: liveState,
  /** Folder that relative paths in the flow start at. */
  folder: z.string(),
  /** The newest run, if there is one that may still be going on or whose counts can be shown on the canvas. */
  lastRunId: z.string().nullable(),
});

/** The version that a save has made (or that stood already, when nothing had changed). */
export const saved = z.object({ version: z.number(), savedAt: z.number() });

/** One version in the history of a flow, with what changed in it. */
export const flowVersionRow = z.object({ version: z.number(), savedAt: z.number(), summary: z.string() });

/** An example that a new flow can begin as, with what a small picture of it needs: its steps where they stand, and links by their numbers among the steps. */
export const exampleRow = z.object({
  example: z.string(),
  name: z.string(),
  description: z.string(),
  steps: z.array(z.object({ kind: z.string(), name: z.string(), x: z.number(), y: z.number() })),
  links: z.array(z.object({ from: z.number(), to: z.number() })),
});
export type ExampleRow = z.infer<typeof exampleRow>;
