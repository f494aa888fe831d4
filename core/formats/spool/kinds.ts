import { type FieldType, fieldTypeSchema } from '../../base/field.ts';
import type { Column } from '../../data/column.ts';

/** Column kinds by their number in a spool file, and `records`: a field of records that are kept as they stand. Only ever added to at the end. */
export const COLUMN_KINDS: readonly (Column['kind'] | 'records')[] = [
  'bytes',
  'float64',
  'int64',
  'boolean',
  'datetime',
  'dictionary',
  'json',
  'values',
  'records',
];

/** Field types by their number in a spool file. */
export const TYPES: readonly FieldType[] = fieldTypeSchema.options;
