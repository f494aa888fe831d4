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

/** What a snippet made of sample records, and what it wrote to the console. */
export const snippetTrial = z.object({
  sample: sampleSchema,
  rejected: sampleSchema,
  console: z.array(z.string()),
  error: z
    .object({ code: z.string(), message: z.string(), line: z.number().optional(), column: z.number().optional(), hint: z.string().optional() })
    .optional(),
  microsecondsPerRecord: z.number(),
});

/** A table of a SQLite file, with its columns. */
export const tableInfo = z.object({ name: z.string(), rows: z.number().nullable(), columns: z.array(fieldSchema.extend({ key: z.boolean() })) });

/** A schedule in words, with its next times; or what is wrong with it. */
export const cronInfo = z.object({ valid: z.boolean(), words: z.string(), next: z.array(z.number()), error: z.string().optional() });
