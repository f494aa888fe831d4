import * as z from 'zod';
import { errorReportSchema } from '../base/errors.ts';
import { fieldSchema, fieldTypeSchema } from '../base/field.ts';
import { receiptSchema, runCauseSchema, runCountsSchema, runModeSchema, runStatusSchema, stepFactsSchema } from '../base/run-facts.ts';
import { recordOriginSchema, sampleSchema } from '../base/sample.ts';
import type { Value } from '../base/value.ts';
import { flowSchema, problemSchema } from '../flow/flow.ts';

/** Times are milliseconds since 1970 UTC everywhere in the API; durations are milliseconds. */

export const errorData = errorReportSchema;

export const appInfo = z.object({
  name: z.literal('Swivel'),
  version: z.string(),
  /** `desktop` has native dialogs; `browser` browses the host's folders. */
  shell: z.enum(['desktop', 'browser', 'none']),
  workspace: z.string(),
  zone: z.string(),
  platform: z.string(),
  now: z.number(),
  /** A flow to open when nothing else is asked for (first start: the example). */
  openFlowId: z.string().optional(),
});

export const settings = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  /** Days that finished runs are kept; captures and samples go with them. */
  keepRunsDays: z.int().min(1).max(3650),
  keepCapturesDays: z.int().min(0).max(3650),
  captureQuotaMb: z.int().min(10).max(1_000_000),
  runsAtOnce: z.int().min(1).max(16),
});
export type Settings = z.infer<typeof settings>;

export const runProgress = z.object({
  runId: z.string(),
  flowId: z.string(),
  flowName: z.string(),
  status: runStatusSchema,
  startedAt: z.number().nullable(),
  counts: runCountsSchema,
});

export const workspaceEvent = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('state'),
    running: z.array(runProgress),
    queued: z.number(),
    paused: z.boolean(),
    live: z.number(),
    nextDue: z.object({ at: z.number(), flowId: z.string(), flowName: z.string() }).nullable(),
    workspaceBytes: z.number(),
    /** Sentences worth a red dot: a trigger that does not run, a disk nearly full. */
    troubles: z.array(z.string()),
  }),
  /** A flow was saved, renamed, removed, restored, made live or not: lists and other windows refresh. */
  z.object({ kind: z.literal('flow-changed'), flowId: z.string(), version: z.number() }),
  z.object({ kind: z.literal('run-changed'), runId: z.string(), flowId: z.string(), status: runStatusSchema }),
]);
export type WorkspaceEvent = z.infer<typeof workspaceEvent>;

export const liveState = z.object({ live: z.boolean(), version: z.number().nullable(), nextDue: z.number().nullable() });

export const runRow = z.object({
  runId: z.string(),
  flowId: z.string(),
  flowName: z.string(),
  flowVersion: z.number(),
  mode: runModeSchema,
  cause: runCauseSchema,
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
export const saved = z.object({ version: z.number(), savedAt: z.number() });
export const flowVersionRow = z.object({ version: z.number(), savedAt: z.number(), summary: z.string() });
export const exampleRow = z.object({ example: z.string(), name: z.string(), description: z.string() });

export const inspection = z.object({
  problems: z.array(problemSchema),
  /** By node id, then port. `null`: not known before data has been seen. */
  arriving: z.record(z.string(), z.record(z.string(), z.array(fieldSchema).nullable())),
  leaving: z.record(z.string(), z.record(z.string(), z.array(fieldSchema).nullable())),
});
export type Inspection = z.infer<typeof inspection>;

const wouldDo = z.object({
  target: z.string(),
  insert: z.number(),
  update: z.number(),
  delete: z.number(),
  unchanged: z.number(),
  sample: z.array(
    z.object({
      action: z.enum(['insert', 'update', 'delete', 'unchanged']),
      key: z.string(),
      before: z.record(z.string(), z.custom<Value>()).nullable(),
      after: z.record(z.string(), z.custom<Value>()).nullable(),
    }),
  ),
  sentence: z.string().optional(),
});

export const previewStep = z.object({
  facts: stepFactsSchema,
  /** What arrived, by input port; what left, by output port; plus `filtered`, `duplicates` and the reject port where there are any. */
  arrived: z.record(z.string(), sampleSchema),
  left: z.record(z.string(), sampleSchema),
  wouldDo: wouldDo.optional(),
  /** True when nothing changed since the last preview and the step was not run again. */
  reused: z.boolean(),
});
export type PreviewStep = z.infer<typeof previewStep>;

export const previewEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('started'), nodes: z.array(z.string()), at: z.number() }),
  z.object({ kind: z.literal('step'), nodeId: z.string(), step: previewStep }),
  z.object({ kind: z.literal('finished'), ms: z.number(), error: errorReportSchema.optional(), nodeId: z.string().optional() }),
]);
export type PreviewEvent = z.infer<typeof previewEvent>;

export const peekResult = z.object({
  format: z.string(),
  encoding: z.string(),
  /** The options that were detected or given, as the file source's config takes them. */
  options: z.record(z.string(), z.unknown()),
  /** Proposed types; the values stay text until the flow says otherwise. */
  fields: z.array(fieldSchema),
  sample: sampleSchema,
  errors: z.array(z.object({ row: z.number(), code: z.string(), message: z.string() })),
  warnings: z.record(z.string(), z.number()),
  bytes: z.number(),
});

export const evaluation = z.object({
  value: z.custom<Value>().optional(),
  error: z.object({ code: z.string(), message: z.string(), hint: z.string().optional() }).optional(),
});
export const snippetTrial = z.object({
  sample: sampleSchema,
  rejected: sampleSchema,
  console: z.array(z.string()),
  error: z
    .object({ code: z.string(), message: z.string(), line: z.number().optional(), column: z.number().optional(), hint: z.string().optional() })
    .optional(),
  microsecondsPerRecord: z.number(),
});
export const tableInfo = z.object({ name: z.string(), rows: z.number().nullable(), columns: z.array(fieldSchema.extend({ key: z.boolean() })) });
export const cronInfo = z.object({ valid: z.boolean(), words: z.string(), next: z.array(z.number()), error: z.string().optional() });

export const folderListing = z.object({
  folder: z.string(),
  parent: z.string().nullable(),
  entries: z.array(z.object({ name: z.string(), path: z.string(), kind: z.enum(['folder', 'file']), bytes: z.number(), modifiedAt: z.number() })),
  /** True when there were more entries than are shown. */
  cut: z.boolean(),
});

export const runQuery = z.object({
  /** Cursor of the last page; absent for the newest runs. */
  after: z.string().optional(),
  limit: z.int().min(1).max(500).default(100),
  flowId: z.string().optional(),
  status: z.array(runStatusSchema).optional(),
  cause: z.array(runCauseSchema).optional(),
  from: z.number().optional(),
  to: z.number().optional(),
  /** Words looked for in flow names, errors and record keys. */
  search: z.string().optional(),
});
export const runPage = z.object({ runs: z.array(runRow), next: z.string().nullable(), total: z.number().nullable() });

export const runDetail = z.object({
  run: runRow,
  /** The flow as it was run. */
  flow: flowSchema,
  steps: z.array(stepFactsSchema),
  receipts: z.array(receiptSchema),
  readings: z.array(
    z.object({ nodeId: z.string(), name: z.string(), bytes: z.number().optional(), modifiedAt: z.number().optional(), hash: z.string().optional() }),
  ),
  wouldDo: z.array(wouldDo.extend({ nodeId: z.string() })),
  /** Whether the input was kept, so that a replay needs nothing from outside. */
  captured: z.boolean(),
  samples: z.array(z.object({ nodeId: z.string(), port: z.string(), total: z.number() })),
  parameters: z.record(z.string(), z.string()),
});
export type RunDetail = z.infer<typeof runDetail>;

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
  /** Set when a later replay delivered it. */
  resolvedBy: z.string().optional(),
});
export type RejectRow = z.infer<typeof rejectRow>;
export const rejectPage = z.object({ rejects: z.array(rejectRow), next: z.number().nullable(), total: z.number() });

export const logPage = z.object({
  lines: z.array(
    z.object({ seq: z.number(), at: z.number(), nodeId: z.string().optional(), level: z.enum(['info', 'warning', 'error']), message: z.string() }),
  ),
  next: z.number().nullable(),
});

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
