import { useEffect, useState } from 'react';
import type { FieldType } from '../../../core/base/field.ts';
import type { Sample } from '../../../core/base/sample.ts';
import type { Value } from '../../../core/base/value.ts';
import { api } from '../../api/client.ts';

export interface Evaluated {
  type: FieldType;
  results: readonly { value?: Value | undefined; error?: { message: string; hint?: string | undefined } | undefined }[];
}

const WAIT_MS = 150;
/** Records that a formula beside its text is tried on. */
const FEW_RECORDS = 50;

/** The formula's result on the first `most` sample records, a moment after typing stopped; null while unknown. */
export function useEvaluated(formula: string, sample: Sample | null, zone: string, sound: boolean, most = FEW_RECORDS): Evaluated | null {
  const [answer, setAnswer] = useState<{ formula: string; sample: Sample; evaluated: Evaluated } | null>(null);
  useEffect(() => {
    if (!sound || !sample || formula.trim() === '' || sample.rows.length === 0) return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      const rows = sample.rows.slice(0, most);
      api.design.evaluate({ formula, fields: sample.fields, rows, zone }, { signal: stop.signal }).then(
        (evaluated) => setAnswer({ formula, sample, evaluated }),
        () => undefined,
      );
    }, WAIT_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [formula, sample, zone, sound, most]);
  return answer && answer.formula === formula && answer.sample === sample ? answer.evaluated : null;
}
