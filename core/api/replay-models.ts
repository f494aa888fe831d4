import * as z from 'zod';
import { fieldTypeSchema } from '../base/field.ts';
import { recordOriginSchema } from '../base/sample.ts';
import type { Value } from '../base/value.ts';

/** What to replay of a run, and with which version of the flow. */
export const replayRequest = z.object({
  runId: z.string(),
  /** Replay with the flow as it was run, or as it is now. */
  version: z.enum(['then', 'now']).default('now'),
  what: z.enum(['all', 'rejected', 'records']).default('all'),
  /** For `records`. */
  records: z.array(recordOriginSchema).optional(),
  /** Start at this node with what arrived there (needs capture of every step); absent: from the sources. */
  fromNode: z.string().optional(),
});
export type ReplayRequest = z.infer<typeof replayRequest>;

/** What a replay would do, step by step, before it is done. */
export const replayPlan = z.object({
  possible: z.boolean(),
  /** A sentence, when it is not possible or needs care. */
  notes: z.array(z.string()),
  records: z.number().nullable(),
  flowVersion: z.number(),
  steps: z.array(
    z.object({
      nodeId: z.string(),
      name: z.string(),
      /** What happens at this step: read from the capture, read again outside, compute, write again harmlessly, write a second time, not run. */
      action: z.enum(['from-capture', 'read-outside', 'compute', 'write-safely', 'write-again', 'skip']),
      sentence: z.string(),
      alreadyWritten: z.number().optional(),
    }),
  ),
});
export type ReplayPlan = z.infer<typeof replayPlan>;

/** One record at every step of a run, from its source on. */
export const recordPath = z.object({
  steps: z.array(
    z.object({
      nodeId: z.string(),
      name: z.string(),
      port: z.string(),
      fields: z.array(z.object({ name: z.string(), type: fieldTypeSchema })),
      row: z.array(z.custom<Value>()),
      reason: z.object({ code: z.string(), message: z.string(), field: z.string().optional(), value: z.string().optional() }).optional(),
    }),
  ),
  /** False when the run kept no record of it at some step (only samples and rejects are kept). */
  complete: z.boolean(),
});
