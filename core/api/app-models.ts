import * as z from 'zod';
import { environmentSchema } from '../base/environment.ts';
import { errorReportSchema } from '../base/errors.ts';
import { lateSchema } from '../base/late-schema.ts';
import { runCountsSchema, runStatusSchema } from '../base/run-facts.ts';

/** What a client learns first: which program this is, where it keeps its data, and what time it has. */
export const appInfo = lateSchema(() =>
  z.object({
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
    /** The database is damaged or lost: only `app` and `backups` answer until one is restored. */
    damage: errorReportSchema.optional(),
  }),
);

/** A verified copy of the database. */
export const backupRow = lateSchema(() =>
  z.object({
    name: z.string(),
    at: z.number(),
    bytes: z.number(),
    /** `essentials`: all but the bulk of the history. */
    content: z.enum(['whole', 'essentials']),
    /** Made by a newer version of the program, which only that can restore. */
    newer: z.boolean(),
  }),
);
export type BackupRow = z.infer<typeof backupRow>;

/** The backups of the workspace, newest first, and how things stand with them. */
export const backupState = lateSchema(() =>
  z.object({
    folder: z.string(),
    backups: z.array(backupRow),
    making: z.boolean(),
    /** A sentence, when the last attempt failed. */
    trouble: z.string().nullable(),
  }),
);
export type BackupState = z.infer<typeof backupState>;

/** That a backup took the place of the database. Shown until somebody lets the schedules go on. */
export const restoredNote = lateSchema(() =>
  z.object({
    from: z.string(),
    backupAt: z.number(),
    content: z.enum(['whole', 'essentials']),
    at: z.number(),
    /** Folder in which the database from before is kept. */
    quarantine: z.string().nullable(),
  }),
);

/** How big the history is, and what of it is kept longer than the settings say. */
export const historyFacts = lateSchema(() =>
  z.object({
    runs: z.number(),
    bytes: z.number(),
    /** Runs beyond their age that stay because nobody has said what became of their writes, and because a kept replay came from them; each counted up to 5,000. */
    unknown: z.number(),
    replayed: z.number(),
  }),
);

/** What a person can set for the whole workspace. */
export const settings = lateSchema(() =>
  z.object({
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
    /** Port that webhooks are taken on while a live flow needs it. */
    webhookPort: z.int().min(1_024).max(65_535),
    /** Whether other computers of the network reach it. */
    webhookOpen: z.boolean(),
    /** Days off for the schedules of all flows: `2026-12-25`, or `12-25` for every year; a name may stand behind. */
    holidays: z.array(z.string().max(100)).max(2_000),
  }),
);
export type Settings = z.infer<typeof settings>;

/** A run that is going on, as lists and the status bar show it. */
export const runProgress = lateSchema(() =>
  z.object({
    runId: z.string(),
    flowId: z.string(),
    flowName: z.string(),
    status: runStatusSchema,
    startedAt: z.number().nullable(),
    counts: runCountsSchema,
  }),
);

/** What every window shows: the state of the workspace, and that a flow or a run has changed. */
export const workspaceEvent = lateSchema(() =>
  z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('state'),
      running: z.array(runProgress),
      queued: z.number(),
      paused: z.boolean(),
      live: z.number(),
      nextDue: z.object({ at: z.number(), flowId: z.string(), flowName: z.string() }).nullable(),
      /** Incidents that are not over, and those of them that nobody has acknowledged. */
      alerts: z.object({ open: z.number(), unseen: z.number() }),
      workspaceBytes: z.number(),
      /** Which settings of connections runs and previews use. Absent in what older programs tell. */
      environment: environmentSchema.optional(),
      /** Sentences worth a red dot: a trigger that does not run, a disk nearly full. */
      troubles: z.array(z.string()),
      restored: restoredNote.optional(),
    }),
    /** A backup has taken the place of the database: whoever listens starts anew. */
    z.object({ kind: z.literal('reopened') }),
    /** A flow was saved, renamed, removed, restored, made live or not: lists and other windows refresh. */
    z.object({ kind: z.literal('flow-changed'), flowId: z.string(), version: z.number() }),
    /** A connection was made, changed, renamed, tested or removed; null: something that concerns all of them (the environment, the vault). */
    z.object({ kind: z.literal('connections-changed'), connectionId: z.string().nullable() }),
    /** An alert to be shown on the screen. */
    z.object({ kind: z.literal('alert'), title: z.string(), body: z.string(), incidentId: z.string().nullable() }),
    /** Incidents, or messages about them, have changed. */
    z.object({ kind: z.literal('alerts-changed') }),
    z.object({ kind: z.literal('run-changed'), runId: z.string(), flowId: z.string(), status: runStatusSchema }),
  ]),
);
export type WorkspaceEvent = z.infer<typeof workspaceEvent>;
