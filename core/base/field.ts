import * as z from 'zod';

/** What the values of a field mean, independent of how a batch stores them. `any` is a field whose records differ. */
export const fieldTypeSchema = z.enum(['text', 'integer', 'number', 'decimal', 'boolean', 'date', 'datetime', 'time', 'list', 'object', 'any']);
export type FieldType = z.infer<typeof fieldTypeSchema>;

/** A field as the designer knows it: its name, its type, and (if known) one value seen in the data, as shown to a person. */
export const fieldSchema = z.object({ name: z.string(), type: fieldTypeSchema, sample: z.string().optional() });
export type Field = z.infer<typeof fieldSchema>;
