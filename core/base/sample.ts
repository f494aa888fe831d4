import * as z from 'zod';
import { fieldSchema } from './field.ts';
import type { Value } from './value.ts';

/** What is known of one field over the records that were looked at. */
export const columnProfileSchema = z.object({
  name: z.string(),
  /** Records looked at for the profile. */
  seen: z.number(),
  filled: z.number(),
  /** Estimate of the number of distinct values. */
  distinct: z.number(),
  min: z.string().optional(),
  max: z.string().optional(),
});
export type ColumnProfile = z.infer<typeof columnProfileSchema>;

/** Where a sampled record came from: its source step (node id) and ordinal there, from 0. */
export const recordOriginSchema = z.object({ source: z.string(), ordinal: z.number() });
export type RecordOrigin = z.infer<typeof recordOriginSchema>;

const reasonSchema = z.object({
  code: z.string(),
  message: z.string(),
  field: z.string().optional(),
  value: z.string().optional(),
  hint: z.string().optional(),
});

/** Where sampled records stand in files: for each record the position of its file in `files` (-1: not known) and its line there from 1 (0: not known). */
export const samplePlacesSchema = z.object({ files: z.array(z.string()), at: z.array(z.tuple([z.number(), z.number()])) });
export type SamplePlaces = z.infer<typeof samplePlacesSchema>;

/** Records seen at a port: the first ones (then a reservoir of later ones), positions parallel to `rows`. */
export const sampleSchema = z.object({
  fields: z.array(fieldSchema),
  rows: z.array(z.array(z.custom<Value>())),
  origins: z.array(recordOriginSchema),
  /** Only for rejected records, parallel to `rows`. */
  reasons: z.array(reasonSchema).optional(),
  /** Only for what a source gave that can tell; parallel to `rows`. */
  places: samplePlacesSchema.optional(),
  /** How many of `rows` are the first ones; the rest is a random selection of the later ones. */
  first: z.number(),
  /** Records that passed in all. */
  total: z.number(),
  profile: z.array(columnProfileSchema),
  /** True when cells were cut to keep the sample small. */
  cut: z.boolean(),
});
export type Sample = z.infer<typeof sampleSchema>;
