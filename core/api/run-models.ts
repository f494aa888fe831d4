import * as z from 'zod';
import { environmentSchema } from '../base/environment.ts';
import { errorReportSchema } from '../base/errors.ts';
import { checkResultSchema, receiptSchema, runCauseSchema, runCountsSchema, runModeSchema, runStatusSchema, stepFactsSchema } from '../base/run-facts.ts';
import { recordOriginSchema } from '../base/sample.ts';
import type { Value } from '../base/value.ts';
import { flowSchema } from '../flow/flow.ts';
import { replayFacts } from './replay-models.ts';
import { wouldDo } from './would-do.ts';

/** A run in the list of runs. */
export const runRow = z.object({
  runId: z.string(),
  flowId: z.string(),
  flowName: z.string(),
  flowVersion: z.number(),
  mode: runModeSchema,
  cause: runCauseSchema,
  /** Whose settings of connections it used. Absent in answers of older programs. */
  environment: environmentSchema.optional(),
  status: runStatusSchema,
  queuedAt: z.number(),
  startedAt: z.number().nullable(),
  finishedAt: z.number().nullable(),
  durationMs: z.number().nullable(),
  counts: runCountsSchema,
  error: errorReportSchema.optional(),
  replayOf: z.string().optional(),
  /** A sentence about how it came about: that it is late, and instead of how many times. */
  note: z.string().optional(),
});
export type RunRow = z.infer<typeof runRow>;

/** Which runs are asked for. */
export const runQuery = z.object({
  order: z.enum(['newest', 'oldest']).default('newest'),
  /** Cursor of the last page; absent for the first runs of the order. */
  after: z.string().optional(),
  limit: z.int().min(1).max(500).default(100),
  flowId: z.string().optional(),
  status: z.array(runStatusSchema).optional(),
  cause: z.array(runCauseSchema).optional(),
  from: z.number().optional(),
  to: z.number().optional(),
  /**
   * Words looked for in flow names, errors, and keys of records: of the rejected ones, and of the first and sampled ones of each run. Not every record
   * of a run is found by its key.
   */
  search: z.string().optional(),
});

/** One page of runs; `next` is the cursor of the page behind it. A page looks at a bounded number of runs: it may be short, or empty, and still have a `next`. */
export const runPage = z.object({ runs: z.array(runRow), next: z.string().nullable(), total: z.number().nullable() });

/** A sentence that says why a count of a run differs from those of its steps; with the step and the reject (`seq`) to look at, where there is one. */
export const explainedCount = z.object({
  about: z.enum(['read', 'delivered', 'rejected']),
  sentence: z.string(),
  nodeId: z.string().optional(),
  seq: z.number().optional(),
});
export type ExplainedCount = z.infer<typeof explainedCount>;

/** What is kept of one run, but for its records and its log. */
export const runDetail = z.object({
  run: runRow,
  /** The flow as it was run. */
  flow: flowSchema,
  steps: z.array(stepFactsSchema),
  receipts: z.array(receiptSchema),
  readings: z.array(
    z.object({
      nodeId: z.string(),
      name: z.string(),
      bytes: z.number().optional(),
      modifiedAt: z.number().optional(),
      hash: z.string().optional(),
      skipped: z.string().optional(),
    }),
  ),
  /** What became of the checks over all records, by step. */
  checks: z.array(checkResultSchema.unwrap().extend({ nodeId: z.string() })).optional(),
  wouldDo: z.array(wouldDo.extend({ nodeId: z.string() })),
  /** Whether the input was kept, so that a replay needs nothing from outside. */
  captured: z.boolean(),
  /** What was kept for replays, and what is wrong with it. Absent in answers of older programs. */
  captures: z
    .array(
      z.object({
        nodeId: z.string(),
        port: z.string(),
        /** `out`: what a source read; `in`: what arrived at a step. */
        side: z.enum(['in', 'out']),
        records: z.number(),
        bytes: z.number(),
        complete: z.boolean(),
        passed: z.number().nullable(),
        stopped: z.enum(['quota', 'disk', 'run-ended']).nullable(),
        masked: z.array(z.string()),
        removedAt: z.number().nullable(),
      }),
    )
    .optional(),
  /** Absent in answers of older programs. */
  explained: z.array(explainedCount).optional(),
  /** What a replay was asked for, and what was corrected by hand. */
  replay: replayFacts.optional(),
  samples: z.array(z.object({ nodeId: z.string(), port: z.string(), total: z.number() })),
  parameters: z.record(z.string(), z.string()),
});
export type RunDetail = z.infer<typeof runDetail>;

/** What a run tells while it goes on; `seq` counts from 1 and is where a watch resumes. */
export const runEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('status'), seq: z.number(), status: runStatusSchema, at: z.number(), error: errorReportSchema.optional() }),
  /** `pressure` by edge id: 0 idle … 1 full. */
  z.object({
    kind: z.literal('progress'),
    seq: z.number(),
    at: z.number(),
    counts: runCountsSchema,
    steps: z.array(stepFactsSchema),
    pressure: z.record(z.string(), z.number()),
  }),
  z.object({
    kind: z.literal('log'),
    seq: z.number(),
    at: z.number(),
    nodeId: z.string().optional(),
    level: z.enum(['info', 'warning', 'error']),
    message: z.string(),
  }),
]);
export type RunEvent = z.infer<typeof runEvent>;

/** A record that was rejected in a run, or a text that never became a record, with the reason. */
export const rejectRow = z.object({
  seq: z.number(),
  nodeId: z.string(),
  code: z.string(),
  message: z.string(),
  field: z.string().optional(),
  value: z.string().optional(),
  hint: z.string().optional(),
  file: z.string().optional(),
  row: z.number().optional(),
  byte: z.number().optional(),
  origin: recordOriginSchema.optional(),
  /** The record as it was when it failed, or the raw text of something that never became a record. */
  record: z.record(z.string(), z.custom<Value>()).optional(),
  raw: z.string().optional(),
  /** Set when a later replay settled it: it was delivered then, or a rule left it out. */
  resolvedBy: z.string().optional(),
  resolvedAs: z.enum(['delivered', 'filtered', 'duplicate']).optional(),
  /** Other source records that it was made of, beside the one of its origin: how many, and where the first of them came from. */
  members: z.object({ count: z.number(), first: z.array(recordOriginSchema).readonly() }).optional(),
});
export type RejectRow = z.infer<typeof rejectRow>;

/** One page of rejects; `next` is the `seq` to go on after. */
export const rejectPage = z.object({ rejects: z.array(rejectRow), next: z.number().nullable(), total: z.number() });

/** One page of the log of a run; `next` is the `seq` to go on after. */
export const logPage = z.object({
  lines: z.array(
    z.object({ seq: z.number(), at: z.number(), nodeId: z.string().optional(), level: z.enum(['info', 'warning', 'error']), message: z.string() }),
  ),
  next: z.number().nullable(),
});
