import * as z from 'zod';
import { environmentSchema } from '../base/environment.ts';
import { calendarSchema } from '../base/trigger-settings.ts';

/** A trigger of a live flow: what it is, whether it is alive, and what it has received. */
export const triggerRow = z.object({
  flowId: z.string(),
  flowName: z.string(),
  nodeId: z.string(),
  nodeName: z.string(),
  /** Kind of the node, for its picture. */
  kind: z.string(),
  /** What it is set to do, in words; as it was published. */
  summary: z.string(),
  /** Its settings, as they were published: a window says what they do in its own language. */
  config: z.unknown(),
  version: z.number(),
  /** Whose settings of connections its runs use, as it was published. */
  environment: environmentSchema,
  on: z.enum(['due', 'files', 'requests', 'flow-ended']),
  state: z.enum(['alive', 'paused', 'trouble', 'silent']),
  trouble: z.string().nullable(),
  /** Since when it is not alive. */
  since: z.number().nullable(),
  /** An address, a folder, another flow. */
  place: z.string().nullable(),
  /** Name of the connection that the place is of; null for a place of this machine. */
  connection: z.string().nullable(),
  notes: z.array(z.string()),
  lastLook: z.number().nullable(),
  lastAt: z.number().nullable(),
  next: z.number().nullable(),
  /** Happenings by where they stand; each counted up to 10,000. */
  waiting: z.number(),
  taken: z.number(),
  failed: z.number(),
});
export type TriggerRow = z.infer<typeof triggerRow>;

/** How a trigger of a live flow is, in short: for its card and for the list of flows. */
export const triggerLife = triggerRow.pick({ nodeId: true, state: true, trouble: true, since: true, next: true, lastAt: true });
export type TriggerLife = z.infer<typeof triggerLife>;

/** Something that a trigger has received. */
export const happeningRow = z.object({
  seq: z.number(),
  kind: z.string(),
  receivedAt: z.number(),
  state: z.enum(['waiting', 'taken', 'done', 'failed', 'returned']),
  tries: z.number(),
  runId: z.string().nullable(),
  note: z.string().nullable(),
  trouble: z.string().nullable(),
  bytes: z.number(),
  /** How many files arrived together, and the first of them; 0 and null where it was no file. */
  files: z.number(),
  fileName: z.string().nullable(),
  fileBytes: z.number().nullable(),
});
export type HappeningRow = z.infer<typeof happeningRow>;

/** Names one trigger of a flow. */
export const triggerId = z.object({ flowId: z.string(), nodeId: z.string() });

/** Where a path can be called, and who else has it. */
export const webhookAddress = z.object({
  url: z.string(),
  /** Other computers of the network reach it. */
  open: z.boolean(),
  listening: z.boolean(),
  /** Name of the live flow that has this path; null: it is free, or one's own. */
  takenBy: z.string().nullable(),
});
export type WebhookAddress = z.infer<typeof webhookAddress>;

/** When a schedule would be due. */
export const cronRequest = z.object({
  expression: z.string(),
  zone: z.string(),
  calendar: calendarSchema.optional(),
  monthly: z.object({ nth: z.int(), time: z.string() }).nullable().optional(),
  language: z.enum(['en', 'de']).default('en'),
});

/** The same in words, with the next ten times, and those that the calendar leaves out or moves before the last of them. */
export const cronInfo = z.object({
  valid: z.boolean(),
  words: z.string(),
  next: z.array(z.number()),
  moved: z.array(z.object({ from: z.number(), at: z.number().nullable() })),
  error: z.string().optional(),
});
