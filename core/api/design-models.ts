import * as z from 'zod';
import { errorReportSchema } from '../base/errors.ts';
import { fieldSchema } from '../base/field.ts';
import { stepFactsSchema } from '../base/run-facts.ts';
import { sampleSchema } from '../base/sample.ts';
import type { Value } from '../base/value.ts';
import { problemSchema } from '../flow/flow.ts';
import { sampleChoice } from './preview-models.ts';
import { wouldDo } from './would-do.ts';

/** All that can be said of a draft without running it. */
export const inspection = z.object({
  problems: z.array(problemSchema),
  /** By node id, then port. `null`: not known before data has been seen. */
  arriving: z.record(z.string(), z.record(z.string(), z.array(fieldSchema).nullable())),
  leaving: z.record(z.string(), z.record(z.string(), z.array(fieldSchema).nullable())),
  /** By node id: all columns that a source's database has, to choose from in its form. */
  offered: z.record(z.string(), z.array(fieldSchema)),
});
export type Inspection = z.infer<typeof inspection>;

/** One step of a preview. */
export const previewStep = z.object({
  facts: stepFactsSchema,
  /** What arrived, by input port; what left, by output port; plus `filtered`, `duplicates` and the reject port where there are any. */
  arrived: z.record(z.string(), sampleSchema),
  left: z.record(z.string(), sampleSchema),
  wouldDo: wouldDo.optional(),
  /** What the step thought worth telling, as sentences. */
  notices: z.array(z.string()).optional(),
  /** True where the records were given, and the step was not run. */
  given: z.boolean().optional(),
  /** Which records of the sources it was made from; absent: the first. */
  sample: sampleChoice.optional(),
  /** True when nothing changed since the last preview and the step was not run again. */
  reused: z.boolean(),
  /** Names what the preview has kept of the step, for `design.look`. */
  look: z.number().optional(),
});
export type PreviewStep = z.infer<typeof previewStep>;

/** A preview as it goes: its steps in the order they finish. */
export const previewEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('started'), nodes: z.array(z.string()), at: z.number() }),
  z.object({ kind: z.literal('step'), nodeId: z.string(), step: previewStep }),
  z.object({ kind: z.literal('finished'), ms: z.number(), error: errorReportSchema.optional(), nodeId: z.string().optional() }),
]);
export type PreviewEvent = z.infer<typeof previewEvent>;

/** What a file was found to be, and its first records. */
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

/** The result of a formula for one record: a value, or why there is none. */
export const evaluation = z.object({
  value: z.custom<Value>().optional(),
  error: z.object({ code: z.string(), message: z.string(), hint: z.string().optional() }).optional(),
});

/**
 * The time of each line of a snippet, in microseconds for all records of the sample together, from a run of its own in which every line is measured. `slower`:
 * how many times longer that run took than the one without; its cost is taken off the times. `slowest`: the record that took longest, as position in the sample.
 * `microsecondsPerRecord`: without measuring.
 */
export const snippetTiming = z.object({
  microsecondsPerRecord: z.number(),
  lines: z.array(z.object({ line: z.number(), hits: z.number(), microseconds: z.number(), share: z.number() })),
  slower: z.number(),
  slowest: z.object({ record: z.number(), microseconds: z.number() }).optional(),
});
export type SnippetTiming = z.infer<typeof snippetTiming>;

/** What a snippet made of sample records, and what it wrote to the console. */
export const snippetTrial = z.object({
  sample: sampleSchema,
  rejected: sampleSchema,
  console: z.array(z.string()),
  error: z
    .object({ code: z.string(), message: z.string(), line: z.number().optional(), column: z.number().optional(), hint: z.string().optional() })
    .optional(),
  microsecondsPerRecord: z.number(),
  /** For each line of the console the record (position in the sample) that wrote it; -1 where that cannot be told. */
  consoleRows: z.array(z.number()).optional(),
  /** Lines of the console beyond the most that are kept. */
  consoleLeftOut: z.number().optional(),
  /** Lines the code failed in (0: not known), the records (positions in the sample) it failed for, and why the first one did. Most records first. */
  failing: z.array(z.object({ line: z.number(), message: z.string(), records: z.array(z.number()) })).optional(),
  /** Where the time went; absent where it could not be measured. */
  timing: snippetTiming.optional(),
});

/** A table of a SQLite file, with its columns. */
export const tableInfo = z.object({ name: z.string(), rows: z.number().nullable(), columns: z.array(fieldSchema.extend({ key: z.boolean() })) });

/** A schedule in words, with its next times; or what is wrong with it. */
