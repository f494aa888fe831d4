import * as z from 'zod';
import { fieldSchema, fieldTypeSchema } from '../base/field.ts';
import { recordOriginSchema } from '../base/sample.ts';
import type { Value } from '../base/value.ts';

/** Records chosen by key, as texts. */
export const replayKeys = z.object({
  /** The source they are looked for in, or the step a replay starts at; absent: the source whose records are moved. */
  nodeId: z.string().optional(),
  fields: z.array(z.string().min(1)).min(1),
  /** One list per record, parallel to `fields`. */
  values: z.array(z.array(z.string())).min(1).max(100_000),
  /** Go on when some of them are not found; otherwise nothing is written then. */
  allowMissing: z.boolean().default(false),
});

/** One record that a person corrected where it failed. Values are texts as typed; null is empty. Fields that are not named stay as they were. */
export const correction = z.object({
  nodeId: z.string(),
  source: z.string(),
  ordinal: z.number(),
  /** Which of the rejected records it is (`seq` of `correctable`); needed where the step rejected several that were made of one source record. */
  seq: z.number().optional(),
  values: z.record(z.string(), z.string().nullable()),
});
export type Correction = z.infer<typeof correction>;

/** What to replay of a run, and with which version of the flow. */
export const replayRequest = z.object({
  runId: z.string(),
  /** Replay with the flow as it was run, or as it is now. */
  version: z.enum(['then', 'now']).default('now'),
  what: z.enum(['all', 'rejected', 'records', 'keys']).default('all'),
  /** For `records`. */
  records: z.array(recordOriginSchema).optional(),
  /** For `keys`. */
  keys: replayKeys.optional(),
  /** For `rejected` and `records`. */
  corrections: z.array(correction).max(10_000).optional(),
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
  /** What was changed in the flow since the run, in words; absent when it is replayed as it was, or nothing was changed. */
  difference: z.string().optional(),
  /** Corrected values that do not fit. */
  problems: z.array(z.object({ source: z.string(), ordinal: z.number(), seq: z.number().optional(), field: z.string(), message: z.string() })).optional(),
  steps: z.array(
    z.object({
      nodeId: z.string(),
      name: z.string(),
      /** What happens at this step: read from the capture, read again outside, compute, write again harmlessly, write a second time, not run. */
      action: z.enum(['from-capture', 'read-outside', 'compute', 'write-safely', 'write-again', 'skip']),
      sentence: z.string(),
      /** Records that will be taken here, where that is known. */
      records: z.number().optional(),
      alreadyWritten: z.number().optional(),
      /** Records of which nobody knows whether the first run wrote them. */
      unknown: z.number().optional(),
      /** What was written to then, as a person knows it. */
      target: z.string().optional(),
      /** Files or tables that were read then. */
      readThen: z.array(z.string()).optional(),
    }),
  ),
});
export type ReplayPlan = z.infer<typeof replayPlan>;

/** What a replay was asked for, by whom, and which values a person changed; personal fields are masked in it. */
export const replayFacts = z.object({
  of: z.string(),
  what: z.enum(['all', 'rejected', 'records', 'keys']),
  version: z.enum(['then', 'now']),
  fromNode: z.string().optional(),
  keys: z.object({ fields: z.array(z.string()), count: z.number() }).optional(),
  who: z.string().optional(),
  corrections: z.array(
    z.object({
      nodeId: z.string(),
      source: z.string(),
      ordinal: z.number(),
      seq: z.number().optional(),
      field: z.string(),
      from: z.custom<Value>().nullable(),
      to: z.string().nullable(),
    }),
  ),
});
export type ReplayFacts = z.infer<typeof replayFacts>;

/** Rejected records of one step, to be corrected by hand: fields by column, values as they were. */
export const correctable = z.object({
  fields: z.array(fieldSchema),
  rows: z.array(
    z.object({
      seq: z.number(),
      origin: recordOriginSchema,
      message: z.string(),
      field: z.string().optional(),
      /** Parallel to `fields`; null also where a text never became a record. */
      values: z.array(z.custom<Value>()),
      /** The text of something that never became a record. */
      raw: z.string().optional(),
      /** Fields that were hidden or cut before they were kept: what is shown is not the value. */
      unknown: z.array(z.string()),
      /** Where the step rejected several records that were made of this source record: which of how many this is, from 1. */
      sibling: z.object({ number: z.number(), of: z.number() }).optional(),
    }),
  ),
  next: z.number().nullable(),
});
export type Correctable = z.infer<typeof correctable>;

/** One record at every step of a run, from its source on. */
export const recordPath = z.object({
  steps: z.array(
    z.object({
      nodeId: z.string(),
      name: z.string(),
      port: z.string(),
      fields: z.array(z.object({ name: z.string(), type: fieldTypeSchema })),
      row: z.array(z.custom<Value>()),
      reason: z
        .object({ code: z.string(), message: z.string(), field: z.string().optional(), value: z.string().optional(), hint: z.string().optional() })
        .optional(),
      /** How it is known: from a sample or a reject (when absent), from the captured input, or because it was worked out again. */
      from: z.enum(['kept', 'input', 'again']).optional(),
    }),
  ),
  /** False when the run kept no record of it at some step (only samples and rejects are kept). */
  complete: z.boolean(),
  /** Steps it may have passed that kept only `kept` of `total` records, and not this one. */
  gaps: z.array(z.object({ nodeId: z.string(), name: z.string(), kept: z.number(), total: z.number() })).optional(),
  /** Whether it is in the captured input as it was, so that its way can be worked out again. */
  canRetrace: z.boolean().optional(),
  /** Of a way that was worked out again: names of steps whose result depends on other records too, which were not there. */
  alone: z.array(z.string()).optional(),
});
export type RecordPath = z.infer<typeof recordPath>;
