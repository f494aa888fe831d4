import * as z from 'zod';
import { fieldTypeSchema } from '../base/field.ts';
import type { Value } from '../base/value.ts';

/** Forms in which texts are to be read as a type, or values of a type written, tried on values of a sample. */
export const formatTrialRequest = z.object({
  /** `read`: texts become values of `type`. `write`: values of `type` become texts. */
  direction: z.enum(['read', 'write']),
  type: fieldTypeSchema,
  /** Empty: the form that is taken when none is named. */
  formats: z.array(z.string().max(200)).min(1).max(40),
  /** `row` is the number of the record in its source, from 1. */
  values: z.array(z.object({ row: z.number(), value: z.custom<Value>() })).max(2_000),
  zone: z.string().default('UTC'),
});

/** What became of the values in one form. Empty values count nowhere. */
export const formatTrial = z.object({
  format: z.string(),
  /** Values that are not empty, and how many of them fit. */
  seen: z.number(),
  fits: z.number(),
  /** The first value that fits, and what it becomes. */
  example: z.object({ row: z.number(), given: z.string(), made: z.string() }).nullable(),
  /** The first values that do not. */
  misfits: z.array(z.object({ row: z.number(), given: z.string() })),
  /** A value that would be another day if day and month changed places, where all values allow both. */
  ambiguous: z.object({ row: z.number(), given: z.string(), made: z.string(), swapped: z.string() }).nullable(),
});
export type FormatTrial = z.infer<typeof formatTrial>;
