import { UserError } from '../../base/errors.ts';
import type { Value } from '../../base/value.ts';
import { OUT_PORT } from '../../catalog/node-spec.ts';
import type { Batch } from '../../data/batch.ts';
import { createBatch, select } from '../../data/batch-ops.ts';
import type { Column } from '../../data/column.ts';
import { textAt, valueAt } from '../../data/column-value.ts';
import type { Emit, StepContext } from '../../engine/node-door.ts';
import { emptyColumn, numbersOf } from '../../spill/side-records.ts';
import { EMPTY_FATE, FATE, OLD, TWIN, TWIN_FATE } from './judged-records.ts';
import { type CompareRowsConfig, clashOf, comparedFields, detailFields, STATUSES, type Status } from './spec.ts';

/** Sends compared records where they go, with what is told of them. */
export class DifferenceOutput {
  readonly #config: CompareRowsConfig;
  readonly #context: StepContext;
  readonly #names: readonly string[];
  readonly #details: readonly string[];

  /** `now` and `before`: the fields of either input, all of them. Throws a UserError where two fields would have one name. */
  constructor(config: CompareRowsConfig, context: StepContext, now: readonly string[], before: readonly string[]) {
    this.#config = config;
    this.#context = context;
    this.#names = [...new Set([...now, ...before])];
    this.#details = detailFields(config, comparedFields(config, now, before));
    const clash = clashOf(config, now, before);
    if (clash !== null)
      throw new UserError('field-clash', `Two fields of the output Differences would have the name "${clash}".`, {
        place: { field: clash },
        hint: 'Choose other names in the settings of the step.',
      });
  }

  /** `records` are the records of `judged` with their own fields only, in the same rows. */
  async send(records: Batch, judged: Batch, input: 'Now' | 'Before', emit: Emit): Promise<void> {
    this.#context.signal.throwIfAborted();
    const [fates, twins] = [numbersOf(judged, FATE), numbersOf(judged, TWIN)];
    const rows = STATUSES.map(() => ({ rows: new Int32Array(records.count), count: 0 }));
    const [out, nowhere] = [
      { rows: new Int32Array(records.count), count: 0 },
      { rows: new Int32Array(records.count), count: 0 },
    ];
    let copies = 0;
    for (let position = 0; position < records.count; position++) {
      const row = records.selection[position] as number;
      const fate = fates[row] as number;
      const status = STATUSES[fate];
      if (status === undefined) {
        this.#reject(records, row, fate, twins[row] as number, input);
        continue;
      }
      const ways = [...(this.#toAll(status) ? [out] : []), ...(this.#context.connected(status) ? [rows[fate] as typeof out] : [])];
      for (const way of ways.length === 0 ? [nowhere] : ways) way.rows[way.count++] = row;
      copies += Math.max(0, ways.length - 1);
    }
    if (copies > 0) this.#context.fannedOut(copies);
    if (nowhere.count > 0) this.#context.filtered(records, nowhere.rows, nowhere.count);
    const details = this.#detailColumns(judged);
    if (out.count > 0) await emit(OUT_PORT, this.#difference(select(records, out.rows, out.count), fates, details));
    for (const [at, status] of STATUSES.entries()) {
      const own = rows[at] as typeof out;
      if (own.count === 0) continue;
      const batch = select(records, own.rows, own.count);
      // Added has the fields of Changed, empty, so that both can be led into one file.
      await emit(status, status === 'changed' || status === 'added' ? withDetails(batch, this.#details, details) : batch);
    }
  }

  #toAll(status: Status): boolean {
    return this.#context.connected(OUT_PORT) && (status !== 'unchanged' || this.#config.withUnchanged);
  }

  /** All fields of both inputs, the status and the old values. */
  #difference(batch: Batch, fates: Float64Array, details: readonly Column[]): Batch {
    const columns = this.#names.map((name) => batch.columns[batch.names.indexOf(name)] ?? emptyColumn(batch.rows));
    const status: Column = { kind: 'values', type: 'text', values: Array.from(fates, (fate) => STATUSES[fate] ?? null) };
    const whole = createBatch([...this.#names, this.#config.statusField], [...columns, status], batch.rows, batch.origin);
    return { ...withDetails(whole, this.#details, details), selection: batch.selection, count: batch.count };
  }

  #detailColumns(judged: Batch): Column[] {
    const column = judged.columns[judged.names.indexOf(OLD)];
    const told = (row: number): Value => (column ? valueAt(column, row) : null);
    if (this.#config.details === 'list') return [{ kind: 'values', type: 'list', values: Array.from({ length: judged.rows }, (_, row) => told(row)) }];
    return this.#details.map((_, at) => ({
      kind: 'values',
      type: 'any',
      values: Array.from({ length: judged.rows }, (__, row) => {
        const old = told(row);
        return Array.isArray(old) ? (old[at] ?? null) : null;
      }),
    }));
  }

  #reject(batch: Batch, row: number, fate: number, twin: number, input: 'Now' | 'Before'): void {
    const { keys } = this.#config;
    const texts = keys.map((field) => {
      const column = batch.columns[batch.names.indexOf(field)];
      return column ? textAt(column, row) : '';
    });
    const place = keys[0] === undefined ? {} : { field: keys[0] };
    if (fate === EMPTY_FATE)
      this.#context.reject(batch, row, {
        code: 'empty-key',
        message: `The key of this record of the input "${input}" is empty: ${keys.join(' and ')}.`,
        hint: 'Only records with a key can be compared. Correct the record, or choose another key.',
        ...place,
      });
    else if (fate === TWIN_FATE)
      this.#context.reject(batch, row, {
        code: 'duplicate-key',
        message: `Record ${twin + 1} of the input "${input}" has the same key: ${keys.map((field, at) => `${field} "${texts[at]}"`).join(' and ')}.`,
        hint: 'The first of them was compared. Choose a key that is unique, or remove duplicates before this step.',
        ...place,
        value: texts.join(', '),
      });
  }
}

function withDetails(batch: Batch, names: readonly string[], columns: readonly Column[]): Batch {
  return { ...batch, names: [...batch.names, ...names], columns: [...batch.columns, ...columns] };
}
