import { formatCount } from '../../base/amounts.ts';
import { IN_PORT } from '../../catalog/node-spec.ts';
import type { Batch } from '../../data/batch.ts';
import { MAX_BATCH_ROWS } from '../../data/batch.ts';
import { gather, select, withColumns } from '../../data/batch-ops.ts';
import type { Column, DictionaryColumn } from '../../data/column.ts';
import { textAt } from '../../data/column-value.ts';
import { defineRun, type Emit, type StepContext, type Transform } from '../../engine/node-door.ts';
import { Reference } from './reference.ts';
import { type LookUpConfig, REFERENCE_PORT } from './spec.ts';

/** Finds partners by key; the added fields are dictionary columns over the reference, so nothing is copied per record. */
export const run = defineRun<LookUpConfig>({
  role: 'transform',
  open: (config, context) => new LookUp(config, context),
});

class LookUp implements Transform {
  readonly splits = [IN_PORT];
  readonly #config: LookUpConfig;
  readonly #context: StepContext;
  readonly #left: string[];
  readonly #reference: Reference;

  constructor(config: LookUpConfig, context: StepContext) {
    this.#config = config;
    this.#context = context;
    this.#left = config.keys.map(({ left }) => left);
    const right = config.keys.map(({ right: field }) => field);
    this.#reference = new Reference(right, [...new Set(config.fields.map(({ from }) => from))], { trim: true, ignoreCase: config.ignoreCase });
  }

  push(port: string, batch: Batch, emit: Emit): void | Promise<void> {
    if (port === REFERENCE_PORT) return this.#reference.add(batch);
    const found = new Int32Array(batch.count);
    this.#reference.find(batch, this.#left, found);
    const kept = this.#keepMatched(batch, found);
    if (kept.count === 0) return;
    return this.#config.many === 'all' ? this.#emitAll(kept, emit) : emit('out', this.#withAdded(kept.batch, this.#byRow(kept)));
  }

  flush(port: string): void {
    const { repeated } = this.#reference;
    if (port !== REFERENCE_PORT || repeated === 0 || this.#config.many === 'all') return;
    this.#context.notice({
      level: 'warning',
      code: 'reference-not-unique',
      message: `${formatCount(repeated)} records of the second input have a key that another one has too; ${this.#config.many === 'first' ? 'the first of them counts' : 'records that match them are rejected'}.`,
    });
  }

  /** Records that go on, with the reference row of each by position; the others are left out or rejected here. */
  #keepMatched(batch: Batch, found: Int32Array): Matched {
    const { noMatch, many } = this.#config;
    const [selection, rows, left] = [new Int32Array(batch.count), new Int32Array(batch.count), new Int32Array(batch.count)];
    let [count, leftOut] = [0, 0];
    for (let position = 0; position < batch.count; position++) {
      const row = batch.selection[position] as number;
      const partner = found[position] as number;
      if (partner < 0 && noMatch === 'drop') left[leftOut++] = row;
      else if (partner < 0 && noMatch === 'reject')
        this.#reject(batch, row, 'no-match', 'Nothing was found', 'Add it to the second input, or keep records for which nothing is found.');
      else if (partner >= 0 && many === 'reject' && this.#reference.nextOf(partner) >= 0)
        this.#reject(batch, row, 'several-matches', 'Several records were found', 'Make the key unique in the second input, or take the first or all of them.');
      else {
        selection[count] = row;
        rows[count++] = partner;
      }
    }
    if (leftOut > 0) this.#context.filtered(batch, left, leftOut);
    return { batch: count === batch.count ? batch : select(batch, selection, count), count, rows };
  }

  #reject(batch: Batch, row: number, code: string, what: string, hint: string): void {
    const values = this.#left.map((field) => textAt(batch.columns[batch.names.indexOf(field)] as Column, row));
    const shown = this.#left.map((field, index) => `${field} "${values[index]}"`).join(' and ');
    this.#context.reject(batch, row, {
      code,
      message: `${what} in the second input for ${shown}.`,
      hint,
      ...(this.#left[0] === undefined ? {} : { field: this.#left[0] }),
      value: values.join(', '),
    });
  }

  /** Reference rows by physical row of the batch. */
  #byRow({ batch, count, rows }: Matched): Int32Array {
    const index = new Int32Array(batch.rows).fill(-1);
    for (let position = 0; position < count; position++) index[batch.selection[position] as number] = rows[position] as number;
    return index;
  }

  /** Every record once for each partner. Records are copied only where one has several. */
  async #emitAll(kept: Matched, emit: Emit): Promise<void> {
    const { batch, count, rows } = kept;
    let extra = 0;
    for (let position = 0; position < count; position++)
      for (let row = rows[position] as number; row >= 0 && this.#reference.nextOf(row) >= 0; row = this.#reference.nextOf(row)) extra++;
    if (extra === 0) return emit('out', this.#withAdded(batch, this.#byRow(kept)));
    const [from, partners] = [new Int32Array(MAX_BATCH_ROWS), new Int32Array(MAX_BATCH_ROWS)];
    let filled = 0;
    const send = async () => {
      if (filled === 0) return;
      const copied = gather([batch], new Int32Array(filled), from, filled);
      const index = partners.slice(0, filled);
      filled = 0;
      await emit('out', this.#withAdded(copied, index));
    };
    for (let position = 0; position < count; position++) {
      let partner = rows[position] as number;
      do {
        from[filled] = batch.selection[position] as number;
        partners[filled++] = partner;
        if (filled === MAX_BATCH_ROWS) await send();
        partner = partner < 0 ? -1 : this.#reference.nextOf(partner);
      } while (partner >= 0);
    }
    this.#context.fannedOut(extra);
    await send();
  }

  #withAdded(batch: Batch, index: Int32Array): Batch {
    return withColumns(
      batch,
      this.#config.fields.map(({ from, to }) => ({ name: to, column: added(this.#reference.column(from), index) })),
    );
  }
}

interface Matched {
  batch: Batch;
  count: number;
  rows: Int32Array;
}

function added(values: Column | undefined, index: Int32Array): Column {
  if (values) return { kind: 'dictionary', type: values.type, index, values } satisfies DictionaryColumn;
  return { kind: 'values', type: 'any', values: new Array(index.length).fill(null) };
}
