import type { FieldType } from '../../../../core/base/field.ts';
import type { Sample } from '../../../../core/base/sample.ts';
import { text, told } from '../../../i18n/i18n.ts';
import type { GridContent } from '../../../ui/data-grid/grid-column.ts';
import type { Evaluated } from '../useEvaluated.ts';

/** Records that the large editor tries a formula on. */
export const MOST_TRIED = 1_000;

const RECORD = { word: text('Record'), sentence: text('Which record of its source it is, counted from 1.') };

/** What is shown of the results: rows are positions in the sample. */
export interface ResultRows {
  rows: readonly number[];
  failing: number;
}

/** The records to show: all that were tried, or those without a result. */
export function resultRows(evaluated: Evaluated | null, which: 'all' | 'failing'): ResultRows {
  const results = evaluated?.results ?? [];
  const failing = [...results.keys()].filter((row) => results[row]?.error);
  return { rows: which === 'failing' ? failing : [...results.keys()], failing: failing.length };
}

/** Results record by record, as a grid: what comes out, why nothing does where that is so, and the fields the formula reads. */
export function resultContent(sample: Sample, evaluated: Evaluated, { rows, failing }: ResultRows, used: readonly string[]): GridContent {
  const why = failing > 0;
  const inputs = used.flatMap((name) => {
    const at = sample.fields.findIndex((field) => field.name === name);
    const type: FieldType = sample.fields[at]?.type ?? 'any';
    return at < 0 ? [] : [{ name, type, at }];
  });
  const first = why ? 2 : 1;
  return {
    columns: [
      { name: told(text('Result')), type: evaluated.type },
      ...(why ? [{ name: told(text('Why there is none')), type: 'text' as const, prose: true }] : []),
      ...inputs.map(({ name, type }) => ({ name, type })),
    ],
    rowsAre: { word: told(RECORD.word), sentence: told(RECORD.sentence) },
    rowCount: rows.length,
    cell: (row, column) => {
      const at = rows[row] ?? -1;
      const result = evaluated.results[at];
      if (column === 0) return result?.error ? undefined : (result?.value ?? null);
      if (why && column === 1) return result?.error ? [result.error.message, result.error.hint].filter(Boolean).join(' ') : undefined;
      return sample.rows[at]?.[inputs[column - first]?.at ?? -1];
    },
    rowLabel: (row) => String((sample.origins[rows[row] ?? -1]?.ordinal ?? rows[row] ?? row) + 1),
  };
}
