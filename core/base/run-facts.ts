import * as z from 'zod';
import { errorReportSchema } from './errors.ts';
import { lateSchema } from './late-schema.ts';

/** A run's life, one way only: queued → running → one of the others. */
export const runStatusSchema = z.enum(['queued', 'running', 'succeeded', 'succeeded-with-rejects', 'failed', 'cancelled', 'interrupted']);
export type RunStatus = z.infer<typeof runStatusSchema>;
/** States that a run never leaves. */
export const FINAL_STATUSES: readonly RunStatus[] = ['succeeded', 'succeeded-with-rejects', 'failed', 'cancelled', 'interrupted'];

/** What happened to the records of a run. Always: read = delivered + filtered + duplicates + rejected + pending. */
export const runCountsSchema = lateSchema(() =>
  z.object({
    read: z.number(),
    delivered: z.number(),
    filtered: z.number(),
    duplicates: z.number(),
    rejected: z.number(),
    pending: z.number(),
  }),
);
export type RunCounts = z.infer<typeof runCountsSchema>;
/** The counts of a run that has read nothing yet. */
export const NO_COUNTS: RunCounts = { read: 0, delivered: 0, filtered: 0, duplicates: 0, rejected: 0, pending: 0 };

/** What became of something that must hold for all records of a run together. */
export const checkResultSchema = lateSchema(() =>
  z.object({
    /** What must hold, in words. */
    wanted: z.string(),
    /** Null where it could not be tried: only a part of the records was there. */
    held: z.boolean().nullable(),
    /** What was found, as text. */
    found: z.string(),
    /** What was to happen where it does not hold. */
    outcome: z.enum(['warn', 'before-targets', 'stop']),
  }),
);
/** What became of one check. */
export type CheckResult = z.infer<typeof checkResultSchema>;

/** Where a step of a run stands. */
export const stepStatusSchema = z.enum(['waiting', 'running', 'succeeded', 'succeeded-with-rejects', 'failed', 'cancelled', 'skipped', 'interrupted']);
export type StepStatus = z.infer<typeof stepStatusSchema>;

/**
 * A step's own account. in + fannedOut = out + filtered + duplicates + rejected + used + pending, where for a source `in` is what it read,
 * for a target `out` is what it delivered, and `used` are records kept to look others up in.
 */
export const stepCountsSchema = z.object({
  in: z.number(),
  out: z.number(),
  filtered: z.number(),
  duplicates: z.number(),
  rejected: z.number(),
  fannedOut: z.number(),
  used: z.number(),
  pending: z.number(),
  /** How often something outside was tried again. */
  retries: z.number().optional(),
  /** Replays of a few records: others that came only because a step needs them. None of the other counts holds them. */
  partners: z.number().optional(),
  /** Of these: records that went on because they are part of one that holds a replayed record. */
  alsoSent: z.number().optional(),
});
export type StepCounts = z.infer<typeof stepCountsSchema>;

/** One step of a run, as reported live and as kept. `ports` counts the records that left by each output port. */
export const stepFactsSchema = lateSchema(() =>
  z.object({
    nodeId: z.string(),
    name: z.string(),
    kind: z.string(),
    status: stepStatusSchema,
    counts: stepCountsSchema,
    ports: z.record(z.string(), z.number()),
    /** Milliseconds of work of this step itself, without the steps behind it. */
    ms: z.number(),
    error: errorReportSchema.optional(),
  }),
);
export type StepFacts = z.infer<typeof stepFactsSchema>;

/** What a target holds after its commit, read back. Shapes as `Receipt` in the engine's node door. */
export const receiptSchema = lateSchema(() =>
  z.object({
    nodeId: z.string(),
    target: z.string(),
    delivered: z.number(),
    inserted: z.number().optional(),
    updated: z.number().optional(),
    unchanged: z.number().optional(),
    deleted: z.number().optional(),
    holds: z.number().optional(),
    confirmed: z.number().optional(),
    bytes: z.number().optional(),
    hash: z.string().optional(),
    readBack: z.enum(['whole', 'ends', 'size']).optional(),
  }),
);
export type ReceiptFacts = z.infer<typeof receiptSchema>;

/** Why a run exists. */
export const runModeSchema = z.enum(['run', 'rehearsal', 'replay']);
export type RunMode = z.infer<typeof runModeSchema>;
/** What brought a run about. */
export const runCauseSchema = z.enum(['manual', 'schedule', 'file-arrival', 'webhook', 'after-flow', 'command-line', 'replay']);
export type RunCause = z.infer<typeof runCauseSchema>;
