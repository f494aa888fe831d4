import { type FieldType, fieldTypeSchema } from '../../base/field.ts';
import type { Column } from '../../data/column.ts';

/** Column kinds by their number in a spool file. Only ever added to at the end. */
export const COLUMN_KINDS: readonly Column['kind'][] = ['bytes', 'float64', 'int64', 'boolean', 'datetime', 'dictionary', 'json', 'values'];

/** Field types by their number in a spool file. */
export const TYPES: readonly FieldType[] = fieldTypeSchema.options;
