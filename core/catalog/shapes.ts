import * as z from 'zod';
import { fieldTypeSchema } from '../base/field.ts';
import { lateSchema } from '../base/late-schema.ts';

/** Config shapes that several node kinds and field widgets share. */

/** How a condition compares. */
export const operatorSchema = z.enum([
  'equals',
  'not-equals',
  'contains',
  'not-contains',
  'starts-with',
  'ends-with',
  'matches',
  'greater',
  'greater-or-equal',
  'less',
  'less-or-equal',
  'between',
  'one-of',
  'not-one-of',
  'is-empty',
  'is-not-empty',
  'is-true',
  'is-false',
  'before',
  'after',
]);
export type Operator = z.infer<typeof operatorSchema>;

/** One comparison. `value` is text as typed; `values` serves one-of, not-one-of and between. Text compares ignoring case unless `caseSensitive`. */
export const conditionSchema = lateSchema(() =>
  z.object({
    field: z.string(),
    operator: operatorSchema,
    value: z.string().default(''),
    values: z.array(z.string()).default([]),
    caseSensitive: z.boolean().default(false),
  }),
);
export type Condition = z.infer<typeof conditionSchema>;

/** Conditions and groups of them, of which all, any or none must hold. */
export type ConditionGroup = { match: 'all' | 'any' | 'none'; items: (Condition | ConditionGroup)[] };

/** A tree of comparisons: all, any or none of the items must hold. An empty group holds for every record. */
export const conditionsSchema: z.ZodType<ConditionGroup> = lateSchema(() =>
  z.object({
    match: z.enum(['all', 'any', 'none']),
    items: z.array(z.union([conditionSchema, z.lazy(() => conditionsSchema)])),
  }),
);

/** How one target field of a mapping comes about, in output order. */
export const mappingItemSchema = lateSchema(() =>
  z.object({
    /** Name of the field that leaves. */
    to: z.string(),
    /** Arriving field it is taken from; empty when it is computed. */
    from: z.string().default(''),
    /** A formula; empty when it is copied from `from`. */
    formula: z.string().default(''),
    /** Cast to this type; absent leaves the value as it is. */
    type: fieldTypeSchema.optional(),
    /** How text is read or written in a cast to or from date, datetime, time (luxon tokens) or decimal (`1.234,56`). */
    format: z.string().optional(),
  }),
);
export type MappingItem = z.infer<typeof mappingItemSchema>;

/** A field that the other side takes: its name, its type where that is known (else `any`), and whether it must be there. */
export const targetFieldSchema = lateSchema(() => z.object({ name: z.string(), type: fieldTypeSchema, required: z.boolean().optional() }));
export type TargetField = z.infer<typeof targetFieldSchema>;

/**
 * What the other side takes, as it was read from a table, the header of a file, a JSON Schema, an example, or typed. Only names and types: no data.
 * `path` (as typed, from the flow's folder) and `table` say where it can be read again.
 */
export const targetShapeSchema = lateSchema(() =>
  z.object({
    kind: z.enum(['table', 'header', 'json-schema', 'example', 'names']),
    /** What it is called on the screen: a table, a file. */
    label: z.string(),
    path: z.string().optional(),
    table: z.string().optional(),
    fields: z.array(targetFieldSchema).max(5000),
  }),
);
export type TargetShape = z.infer<typeof targetShapeSchema>;

/** `rest`: what happens to arriving fields that no item names: dropped, or kept behind the others. `target`: what the other side takes, where it was read. */
export const mappingSchema = lateSchema(() =>
  z.object({ items: z.array(mappingItemSchema), rest: z.enum(['drop', 'keep']), target: targetShapeSchema.optional() }),
);
export type Mapping = z.infer<typeof mappingSchema>;

/** A field to sort by, and which way. */
export const sortKeySchema = lateSchema(() =>
  z.object({
    field: z.string(),
    direction: z.enum(['ascending', 'descending']).default('ascending'),
    /**
     * `natural` puts file2 before file10; `text` compares by Unicode code point; `number` takes texts that are numbers by their value; `language` compares
     * as dictionaries of a language do. Fields that are numbers compare by value in all but `text`.
     */
    order: z.enum(['natural', 'text', 'number', 'language']).default('natural'),
    empty: z.enum(['first', 'last']).default('last'),
  }),
);
export type SortKey = z.infer<typeof sortKeySchema>;
/** Fields to sort by, the first one first. */
export const sortKeysSchema = lateSchema(() => z.array(sortKeySchema));

/** Pairs of fields that must be equal: left (arriving) and right (looked up). */
export const keyPairSchema = lateSchema(() => z.object({ left: z.string(), right: z.string() }));
/** Which fields of the second input are added, and under which name. */
export const lookupFieldsSchema = lateSchema(() => z.array(z.object({ from: z.string(), to: z.string() })));
export type LookupField = z.infer<typeof lookupFieldsSchema>[number];

/** Declared types of a file's fields; fields not named stay text. */
export const fieldTypesSchema = lateSchema(() => z.array(z.object({ name: z.string(), type: fieldTypeSchema, format: z.string().optional() })));
export type FieldTypeChoice = z.infer<typeof fieldTypesSchema>[number];

/** A table of a database connection. `schema` is empty where the product has none; `name` is empty while nothing is chosen. */
export const tableNameSchema = lateSchema(() => z.object({ schema: z.string().default(''), name: z.string().default('') }));
/** A table of a database connection. */
export type TableNameSetting = z.infer<typeof tableNameSchema>;
