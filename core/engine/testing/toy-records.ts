import type { Batch } from '../../data/batch.ts';
import { recordAt } from '../../data/records.ts';
import type { StepContext } from '../node-door.ts';

/** Whether a toy that does something to every so many records does it to this one. */
export const hits = (every: number, id: number) => every > 0 && id % every === every - 1;
/** The id of a toy record. */
export const idOf = (batch: Batch, row: number) => Number(recordAt(batch, row)['id']);

/** Parts the records of a batch by a test. */
export function split(batch: Batch, test: (id: number, row: number) => boolean): { yes: Batch; no: Int32Array; noCount: number } {
  const yes: number[] = [];
  const no: number[] = [];
  for (let at = 0; at < batch.count; at++) {
    const row = batch.selection[at] as number;
    (test(idOf(batch, row), row) ? yes : no).push(row);
  }
  return { yes: { ...batch, selection: Int32Array.from(yes), count: yes.length }, no: Int32Array.from(no), noCount: no.length };
}

/** Rejects every so many records of a batch, and gives the others. */
export function rejectSome(batch: Batch, every: number, context: StepContext): Batch {
  const { yes, no } = split(batch, (id) => !hits(every, id));
  for (const row of no) context.reject(batch, row, { code: 'toy', message: 'The toy rejects this record.', field: 'id', value: String(idOf(batch, row)) });
  return yes;
}
