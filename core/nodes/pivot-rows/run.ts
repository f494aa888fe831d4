import { formatCount } from '../../base/amounts.ts';
import { UserError } from '../../base/errors.ts';
import { wantsNumber } from '../../catalog/aggregates.ts';
import { ArrivedFields } from '../../data/arrived-fields.ts';
import type { Batch } from '../../data/batch.ts';
import { createBatch, runningOrigin } from '../../data/batch-ops.ts';
import { textColumn } from '../../data/bytes-column.ts';
import type { Column } from '../../data/column.ts';
import { textAt } from '../../data/column-value.ts';
import { keyText } from '../../data/record-keys.ts';
import { defineRun, type Emit, type RejectReason, type StepContext, type Transform } from '../../engine/node-door.ts';
import { instantsIn } from '../../formula/library/instants.ts';
import { Arrived } from '../../spill/aggregate/aggregate.ts';
import { Grouping } from '../../spill/aggregate/grouping.ts';
import { NO_NUMBER, numeralsOf } from '../../spill/aggregate/numerals.ts';
import { listedNames, type PivotRowsConfig } from './spec.ts';

/** What a record is, when it is in no column. */
const LEFT_OUT = -1;
const REJECTED = -2;

/** Groups the records; each column is an aggregate over the records that have its value. */
export const run = defineRun<PivotRowsConfig>({
  role: 'transform',
  open: (config, context) => new Pivot(config, context),
});

class Pivot implements Transform {
  readonly #config: PivotRowsConfig;
  readonly #context: StepContext;
  readonly #grouping: Grouping;
  readonly #arrived = new ArrivedFields();
  /** Columns by the key of their value, and their names in the order of their aggregates. */
  readonly #columns = new Map<string, number>();
  readonly #names: string[] = [];
  readonly #taken = new Set<string>();
  #accepted = 0;

  constructor(config: PivotRowsConfig, context: StepContext) {
    this.#config = config;
    this.#context = context;
    this.#grouping = new Grouping({
      keys: config.keys,
      keyOptions: { ignoreCase: config.ignoreCase, trim: config.trim },
      how: { ignoreCase: false, instant: instantsIn(context.zone) },
      budget: context.spill.memoryBudget,
      folder: () => context.spill.folder(),
      signal: context.signal,
      combined: (members, leaders, count) => context.combined(members, leaders, count),
    });
    if (config.columns === 'listed')
      listedNames(config).forEach((name, index) => {
        this.#addColumn(this.#alike(config.listed[index]?.value ?? ''), name);
      });
  }

  push(_port: string, batch: Batch): void | Promise<void> {
    if (batch.count === 0) return;
    const { keys, column, value, kind } = this.#config;
    this.#arrived.note(batch.names, [...keys, column, ...(kind === 'count' ? [] : [value])]);
    const columnOf = this.#place(batch);
    const rows = batch.selection.subarray(0, batch.count).filter((_, position) => (columnOf[position] as number) >= 0);
    const places = columnOf.filter((place) => place >= 0);
    this.#leaveOut(batch, columnOf);
    if (rows.length === 0) return;
    this.#accepted += rows.length;
    const groups = this.#grouping.add(batch, rows, rows.length);
    const values = batch.columns[batch.names.indexOf(value)];
    this.#feed(values, rows, groups, places);
    return this.#grouping.relieve();
  }

  /** Gives each column its records, in their order: one walk through the batch, however many columns there are. */
  #feed(values: Column | undefined, rows: Int32Array, groups: Int32Array, places: Int32Array): void {
    const ends = new Int32Array(this.#names.length + 1);
    for (const place of places) (ends[place + 1] as number)++;
    for (let place = 0; place < this.#names.length; place++) (ends[place + 1] as number) += ends[place] as number;
    const [some, theirs, next] = [new Int32Array(rows.length), new Int32Array(rows.length), ends.slice()];
    for (let position = 0; position < rows.length; position++) {
      const to = (next[places[position] as number] as number)++;
      some[to] = rows[position] as number;
      theirs[to] = groups[position] as number;
    }
    for (let place = 0; place < this.#names.length; place++) {
      const [from, to] = [ends[place] as number, ends[place + 1] as number];
      if (from < to) this.#grouping.feed(place, new Arrived(values, some.subarray(from, to), theirs.subarray(from, to), to - from));
    }
  }

  async flush(_port: string, emit: Emit): Promise<void> {
    // A sample or a few chosen records may well lack a field; a whole run may not.
    if (this.#context.mode === 'run' || this.#context.mode === 'rehearsal') this.#arrived.check();
    for await (const batch of this.#grouping.finish(this.#names)) await emit('out', batch);
    if (this.#grouping.groups === 0) await emit('out', withoutRecords([...this.#config.keys, ...this.#names]));
    this.#context.fannedOut(this.#grouping.groups - this.#accepted);
  }

  close(): Promise<void> {
    return this.#grouping.close();
  }

  /** The column of each record by position; records that have no place are rejected here. */
  #place(batch: Batch): Int32Array {
    const { column, value, kind, notNumbers } = this.#config;
    const from = batch.columns[batch.names.indexOf(column)];
    const values = batch.columns[batch.names.indexOf(value)];
    const checked = wantsNumber(this.#config) && notNumbers === 'reject' ? numeralsOf(values, batch.selection, batch.count).kinds : null;
    const columnOf = new Int32Array(batch.count);
    for (let position = 0; position < batch.count; position++) {
      const row = batch.selection[position] as number;
      columnOf[position] =
        checked?.[position] === NO_NUMBER
          ? this.#reject(batch, row, noNumber(kind, value, values ? textAt(values, row) : ''))
          : this.#columnAt(batch, from, row);
    }
    return columnOf;
  }

  #columnAt(batch: Batch, from: Column | undefined, row: number): number {
    const { column, columns, others } = this.#config;
    const text = from ? keyText(from, row, this.#config.trim, false) : '';
    const place = this.#columns.get(this.#alike(text));
    if (place !== undefined) return place;
    if (columns === 'data') return this.#newColumn(text);
    if (others === 'drop') return LEFT_OUT;
    return this.#reject(batch, row, {
      code: 'value-not-listed',
      message: `The value of ${column}, "${text.slice(0, 60)}", is not among the listed columns.`,
      field: column,
      value: text,
      hint: 'Add it to the list, or leave such records out.',
    });
  }

  #newColumn(text: string): number {
    const { column, keys, most } = this.#config;
    const name = text === '' ? this.#config.emptyName : text;
    if (this.#names.length >= most)
      throw new UserError(
        'too-many-columns',
        `The field ${column} has more than ${formatCount(most)} different values, so the rows would have too many columns.`,
        {
          hint: `Its first values are ${this.#firstNames()}. Choose another field for the columns, list the columns wanted, or allow more.`,
          place: { field: column },
        },
      );
    if (keys.includes(name) || this.#taken.has(name))
      throw new UserError('name-taken', `A value of ${column} is "${name}", and there is a field of that name already.`, {
        hint: 'List the columns, and give this one another name.',
        place: { field: column },
      });
    return this.#addColumn(this.#alike(text), name);
  }

  #firstNames(): string {
    return this.#names
      .slice(0, 5)
      .map((name) => `"${name.slice(0, 40)}"`)
      .join(', ');
  }

  #addColumn(key: string, name: string): number {
    const { kind, compare, separator } = this.#config;
    const place = this.#grouping.aggregate({ kind, asNumbers: compare === 'number', separator });
    this.#columns.set(key, place);
    this.#names.push(name);
    this.#taken.add(name);
    return place;
  }

  /** What values of one column have in common. */
  #alike(text: string): string {
    const trimmed = this.#config.trim ? text.trim() : text;
    return this.#config.ignoreCase ? trimmed.toLowerCase() : trimmed;
  }

  #reject(batch: Batch, row: number, reason: RejectReason): number {
    this.#context.reject(batch, row, reason);
    return REJECTED;
  }

  #leaveOut(batch: Batch, columnOf: Int32Array): void {
    const out = batch.selection.subarray(0, batch.count).filter((_, position) => columnOf[position] === LEFT_OUT);
    if (out.length > 0) this.#context.filtered(batch, out, out.length);
  }
}

/** Shows the steps behind which fields there are, although no row leaves. */
function withoutRecords(names: readonly string[]): Batch {
  const columns = names.map(() => textColumn([]));
  return createBatch(names, columns, 0, runningOrigin(0, 0));
}

function noNumber(kind: string, field: string, value: string): RejectReason {
  return {
    code: 'not-a-number',
    message: `The value of ${field}, "${value.slice(0, 60)}", is not a number, so there is no ${kind} of it.`,
    field,
    value,
    hint: 'Correct the value where it comes from, convert it before this step, or let such values be skipped.',
  };
}
