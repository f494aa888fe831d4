import type { FieldType } from '../../../core/base/field.ts';
import type { Sample } from '../../../core/base/sample.ts';
import type { FormatSubject } from './use-format-trial.ts';
import { isFormatted } from './usual-forms.ts';

const MOST = 1_000;

/** The values of a field of a sample, each with the number of its record in the source, from 1. */
export function valuesOf(sample: Sample | null, field: string): FormatSubject['values'] {
  const at = sample?.fields.findIndex((one) => one.name === field) ?? -1;
  if (!sample || at < 0) return [];
  return sample.rows.slice(0, MOST).map((row, i) => ({ row: (sample.origins[i]?.ordinal ?? i) + 1, value: row[at] ?? null }));
}

/** Whether a conversion between the types goes through a form that can be named, and which way: reading text, or writing it. */
export function conversion(from: FieldType | undefined, to: FieldType | undefined): { direction: 'read' | 'write'; type: FieldType } | null {
  if (to === 'text') return isFormatted(from) ? { direction: 'write', type: from } : null;
  return isFormatted(to) ? { direction: 'read', type: to } : null;
}
