import { useMemo } from 'react';
import type { FieldType } from '../../../core/base/field.ts';
import type { Sample } from '../../../core/base/sample.ts';
import { type conversion, valuesOf } from './sample-values.ts';
import type { FormatSubject } from './use-format-trial.ts';

/** The values of an arriving field that a conversion is tried on; null where it goes through no form, or the field has another type than text. */
export function useFormatSubject(
  how: ReturnType<typeof conversion>,
  sample: Sample | null,
  field: string,
  from: FieldType | undefined,
  zone: string,
): FormatSubject | null {
  const [direction, type] = [how?.direction, how?.type];
  return useMemo(() => {
    if (direction === undefined || type === undefined || sample === null) return null;
    if (direction === 'read' && from !== 'text' && from !== 'any') return null;
    return { direction, type, zone, values: valuesOf(sample, field) };
  }, [direction, type, sample, field, from, zone]);
}
