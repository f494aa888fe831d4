import { useEffect, useState } from 'react';
import type { FormatTrial } from '../../../core/api/format-models.ts';
import type { FieldType } from '../../../core/base/field.ts';
import type { Value } from '../../../core/base/value.ts';
import { api } from '../../api/client.ts';

/** Values of a sample with the number of their record, and what is to be done with them. */
export interface FormatSubject {
  /** `read`: texts become values of `type`. `write`: values of `type` become texts. */
  direction: 'read' | 'write';
  type: FieldType;
  values: readonly { row: number; value: Value }[];
  zone: string;
}

const WAIT_MS = 150;
const NONE: ReadonlyMap<string, FormatTrial> = new Map();

/** What the forms make of the values, by form; empty until the answer is there, and while there are no values. */
export function useFormatTrial(subject: FormatSubject | null, formats: readonly string[]): ReadonlyMap<string, FormatTrial> {
  const [answer, setAnswer] = useState<{ subject: FormatSubject; trials: ReadonlyMap<string, FormatTrial> } | null>(null);
  const wanted = formats.join('\n');
  useEffect(() => {
    if (!subject || subject.values.length === 0 || wanted.length > 4_000) return;
    let gone = false;
    const { direction, type, values, zone } = subject;
    const timer = setTimeout(() => {
      api.design.tryFormats({ direction, type, zone, formats: wanted.split('\n'), values: [...values] }).then(
        (trials) => !gone && setAnswer({ subject, trials: new Map(trials.map((trial) => [trial.format, trial])) }),
        () => !gone && setAnswer(null),
      );
    }, WAIT_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [subject, wanted]);
  return answer?.subject === subject ? answer.trials : NONE;
}
