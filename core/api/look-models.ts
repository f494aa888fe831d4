import * as z from 'zod';
import { errorReportSchema } from '../base/errors.ts';
import { fieldSchema } from '../base/field.ts';
import { recordOriginSchema } from '../base/sample.ts';
import type { Value } from '../base/value.ts';

/** Where a preview has kept records: what arrived at a port of a step, or left it. `look` is told by the step of the preview. */
const place = z.object({ nodeId: z.string(), look: z.number(), side: z.enum(['arrived', 'left']), port: z.string() });
export type PreviewPlace = z.infer<typeof place>;

/** More of what the last preview of a flow has kept than it told. */
export const previewLook = z.discriminatedUnion('kind', [
  /** Records in their order; an answer may hold fewer than asked for where they are long. */
  z.object({ flowId: z.string(), kind: z.literal('rows'), place, from: z.int().min(0), count: z.int().min(1).max(5_000) }),
  /** One value in full: of the record at this position, or else of the first one with this origin. */
  z.object({ flowId: z.string(), kind: z.literal('value'), place, field: z.string(), at: z.int().min(0).nullable(), origin: recordOriginSchema }),
  /** One source record at all these places. */
  z.object({ flowId: z.string(), kind: z.literal('origin'), places: z.array(place), origin: recordOriginSchema }),
  /** Source records with a value that holds these words. */
  z.object({ flowId: z.string(), kind: z.literal('search'), places: z.array(place), words: z.string() }),
]);

/** A record found by one of its values; `whole`: the value is what was looked for and nothing else. */
const found = z.object({ origin: recordOriginSchema, field: z.string(), value: z.string(), whole: z.boolean(), nodeId: z.string() });
export type FoundRecord = z.infer<typeof found>;

const record = z.object({ nodeId: z.string(), port: z.string(), fields: z.array(fieldSchema), row: z.array(z.custom<Value>()) });

/** What was seen; null when the step was worked out anew since, or the preview is not kept any more. Cells are cut like those of samples. */
export const previewSeen = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('rows'),
      fields: z.array(fieldSchema),
      rows: z.array(z.array(z.custom<Value>())),
      origins: z.array(recordOriginSchema),
      /** Records at this place in all. */
      total: z.number(),
    }),
    /** `cut`: even this is not all of it. */
    z.object({ kind: z.literal('value'), value: z.custom<Value>(), cut: z.boolean() }),
    z.object({ kind: z.literal('origin'), places: z.array(record.extend({ more: z.number() })) }),
    z.object({ kind: z.literal('search'), hits: z.array(found) }),
  ])
  .nullable();

/** A value that a sample of a run shows cut: of a record of this origin that left a step by a port. `begins`: what is shown of it. */
export const valueOfRun = z.object({
  runId: z.string(),
  nodeId: z.string(),
  port: z.string(),
  origin: recordOriginSchema,
  field: z.string(),
  begins: z.string().min(1).max(4_000),
});
export type ValueOfRun = z.infer<typeof valueOfRun>;

/** Null where it was not kept; `cut`: even this is not all of it. */
export const wholeValue = z.object({ value: z.custom<Value>(), cut: z.boolean() }).nullable();

/** A search for records in one run: values that hold the words; `field`: only this field's. `input`: also in what the run captured of its input. */
export const recordSearch = z.object({ runId: z.string(), words: z.string().min(1), field: z.string().optional(), input: z.boolean().default(true) });

/** What a search has looked through: `samples` and `rejects` of all steps, or what one source read (`input`). */
const lookedThrough = z.object({
  what: z.enum(['samples', 'rejects', 'input']),
  nodeId: z.string().optional(),
  /** Records that were looked at, and that there were in all. */
  looked: z.number(),
  of: z.number(),
  /** Why not all of it is there to be looked at. */
  why: z.enum(['not-kept', 'removed', 'quota', 'disk', 'run-ended', 'replay', 'rehearsal']).optional(),
  /** Personal fields that are kept unreadable, so that nothing is found by them. */
  masked: z.array(z.string()).optional(),
});
export type LookedThrough = z.infer<typeof lookedThrough>;

/** What such a search tells: records as they are found, how far it is, and at last where it looked. */
export const recordSearchEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hits'), hits: z.array(found) }),
  z.object({ kind: z.literal('progress'), looked: z.number(), of: z.number() }),
  z.object({ kind: z.literal('ended'), places: z.array(lookedThrough), error: errorReportSchema.optional() }),
]);
export type RecordSearchEvent = z.infer<typeof recordSearchEvent>;
