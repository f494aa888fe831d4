import * as z from 'zod';
import { fieldSchema, fieldTypeSchema } from '../base/field.ts';
import type { Value } from '../base/value.ts';
import { mappingItemSchema, targetShapeSchema } from '../catalog/shapes.ts';
import { tableName } from './connection-models.ts';
import { evaluation } from './design-models.ts';

/**
 * Where the fields that another side takes are read from: a file (SQLite, CSV, JSON, JSON Schema; of a database one table), a table of a connection, or text
 * that was pasted.
 */
export const targetSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('file'), path: z.string().min(1), table: z.string().optional() }),
  z.object({ kind: z.literal('table'), connectionId: z.string().min(1), table: tableName }),
  z.object({ kind: z.literal('text'), text: z.string().min(1).max(2_000_000) }),
]);
export type TargetSource = z.infer<typeof targetSource>;

/** What was found. `target` is null when a table has to be chosen among `tables` first. `values` were seen in the fields, by their position; not to be stored. */
export const targetFound = z.object({
  target: targetShapeSchema.nullable(),
  values: z.array(z.array(z.string())),
  tables: z.array(z.string()),
});
export type TargetFound = z.infer<typeof targetFound>;

/** Items of a mapping to be tried on records. */
export const mappingTrialRequest = z.object({
  items: z.array(mappingItemSchema).max(2_000),
  fields: z.array(fieldSchema),
  rows: z.array(z.array(z.custom<Value>())).max(50),
  zone: z.string(),
});

/** By item: the type it gives and a result for each record; or why it gives nothing for any of them. */
export const mappingTrial = z.object({
  items: z.array(z.object({ type: fieldTypeSchema, results: z.array(evaluation), problem: z.string().optional() })),
});
export type MappingTrial = z.infer<typeof mappingTrial>;
