import * as z from 'zod';
import { runCountsSchema, runStatusSchema } from '../base/run-facts.ts';

/** What a client learns first: which program this is, where it keeps its data, and what time it has. */
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

/** What a person can set for the whole workspace. */
export const settings = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  /** Days that finished runs are kept; captures and samples go with them. Runs of the last day always stay. */
  keepRunsDays: z.int().min(1).max(3650),
  /** The same for runs that failed or were interrupted, where it is longer. */
  keepFailedDays: z.int().min(1).max(3650),
  /** Of more runs than this the oldest go, failed ones last. */
  keepRunsCount: z.int().min(100).max(100_000_000),
  /** Of a bigger history the oldest runs go, failed ones last. */
  keepHistoryMb: z.int().min(50).max(1_000_000),
  keepCapturesDays: z.int().min(0).max(3650),
  captureQuotaMb: z.int().min(10).max(1_000_000),
  runsAtOnce: z.int().min(1).max(16),
});
export type Settings = z.infer<typeof settings>;

/** A run that is going on, as lists and the status bar show it. */
export const runProgress = z.object({
  runId: z.string(),
  flowId: z.string(),
  flowName: z.string(),
  status: runStatusSchema,
  startedAt: z.number().nullable(),
  counts: runCountsSchema,
});

/** What every window shows: the state of the workspace, and that a flow or a run has changed. */
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
