import * as z from 'zod';
import { lateSchema } from './late-schema.ts';

/** Which days count as working days, and what becomes of a due time on another one. */
export const calendarSchema = lateSchema(() =>
  z.object({
    /** `any`: every day is as good as another. `skip`: left out. `next`, `previous`: moved to the working day after or before, at the same time of day. */
    rule: z.enum(['any', 'skip', 'next', 'previous']).default('any'),
    /** ISO weekdays, 1 is Monday. */
    weekdays: z.array(z.number().int().min(1).max(7)).default([1, 2, 3, 4, 5]),
    /** Days off as YYYY-MM-DD, or MM-DD for every year. */
    holidays: z.array(z.string()).default([]),
    /** Those of the workspace count too. */
    withWorkspace: z.boolean().default(true),
  }),
);
/** Which days count as working days. */
export type Calendar = z.infer<typeof calendarSchema>;

/** Fires at times of day in a zone. */
export const dueSettingsSchema = lateSchema(() =>
  z.object({
    on: z.literal('due'),
    cron: z.string(),
    /** IANA name. */
    zone: z.string(),
    /** Times that passed while nobody was watching: one run for all of them, one run for each up to `most`, or none. */
    missed: z.enum(['once', 'all', 'skip']),
    most: z.number().int().min(1).default(10),
    calendar: calendarSchema.prefault({}),
    /** Instead of `cron`: the n-th working day of each month (1 the first, -1 the last) at a local time HH:MM. */
    monthly: z.object({ nth: z.number().int(), time: z.string() }).nullable().default(null),
  }),
);
/** Fires at times of day in a zone. */
export type DueSettings = z.infer<typeof dueSettingsSchema>;

/** How many happenings one run takes. */
const together = () => ({ together: z.boolean().default(false), most: z.number().int().min(1).default(1_000) });

/** Fires when files have arrived in a folder and are complete. */
export const fileSettingsSchema = lateSchema(() =>
  z.object({
    on: z.literal('files'),
    /** Empty: a folder of this machine. */
    connection: z.string(),
    /** Relative ones start at the flow's own folder. */
    folder: z.string(),
    /** With `*` and `?`; several are separated by commas. */
    pattern: z.string(),
    /** A file is complete when two looks found the same size and time, or when a file of the same name with `marker` behind it is there. */
    complete: z.enum(['steady', 'marker']).default('steady'),
    marker: z.string().default('.done'),
    /** How long size and time must stand still, seconds. */
    steadySeconds: z.number().min(0).default(2),
    /** How often the folder is looked through even when nothing was told of it, seconds. */
    lookSeconds: z.number().min(1).default(60),
    knownBy: z.enum(['hash', 'modified', 'name']).default('hash'),
    empty: z.enum(['take', 'ignore']).default('take'),
    /** Files that are there when the flow is first published: taken as if they had arrived, or left alone. */
    existing: z.enum(['take', 'leave']).default('take'),
    ...together(),
  }),
);
/** Fires when files have arrived in a folder and are complete. */
export type FileSettings = z.infer<typeof fileSettingsSchema>;

/** Fires when a request comes in. */
export const requestSettingsSchema = lateSchema(() =>
  z.object({
    on: z.literal('requests'),
    /** Without slashes at its ends. */
    path: z.string(),
    methods: z.array(z.string()),
    proof: z.enum(['none', 'token', 'hmac']),
    /** Header or query parameter that carries the token; the header that carries the signature. */
    proofIn: z.enum(['header', 'query']),
    proofName: z.string(),
    /** What stands before the signature: `sha256=`. */
    proofPrefix: z.string(),
    algorithm: z.enum(['sha256', 'sha512', 'sha1']),
    encoding: z.enum(['hex', 'base64']),
    mostKb: z.number(),
    perMinute: z.number(),
    /** Most requests that may wait to be run. */
    backlog: z.number(),
    keepHeaders: z.array(z.string()),
    /** A request with the same value here is the same request. */
    sameBy: z.enum(['none', 'header', 'body']),
    sameName: z.string(),
    answer: z.enum(['at-once', 'result']),
    waitSeconds: z.number(),
    ...together(),
  }),
);
/** Fires when a request comes in. */
export type RequestSettings = z.infer<typeof requestSettingsSchema>;

/** Fires when a run of another flow has ended. */
export const endedSettingsSchema = lateSchema(() =>
  z.object({
    on: z.literal('flow-ended'),
    flowId: z.string(),
    /** `succeeded` takes those with rejects too, `clean` does not. */
    when: z.enum(['succeeded', 'clean', 'with-rejects', 'failed', 'any']),
  }),
);
/** Fires when a run of another flow has ended. */
export type EndedSettings = z.infer<typeof endedSettingsSchema>;

/** What makes a trigger fire, whatever its kind is called. Written down when a flow is published. */
export const triggerSettingsSchema = lateSchema(() =>
  z.discriminatedUnion('on', [dueSettingsSchema, fileSettingsSchema, requestSettingsSchema, endedSettingsSchema]),
);
/** What makes a trigger fire. */
export type TriggerSettings = z.infer<typeof triggerSettingsSchema>;

/** Most happenings of these settings that one run takes. */
export function mostPerRun(settings: TriggerSettings): number {
  return (settings.on === 'files' || settings.on === 'requests') && settings.together ? settings.most : 1;
}
