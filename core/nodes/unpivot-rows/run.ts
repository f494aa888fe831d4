import { UserError } from '../../base/errors.ts';
import { IN_PORT } from '../../catalog/node-spec.ts';
import { ArrivedFields } from '../../data/arrived-fields.ts';
import { type Batch, MAX_BATCH_ROWS } from '../../data/batch.ts';
import { gather, keep, withColumns } from '../../data/batch-ops.ts';
import { textColumn } from '../../data/bytes-column.ts';
import type { Column } from '../../data/column.ts';
import { isNullAt, textAt } from '../../data/column-value.ts';
import { defineRun, type Emit, type StepContext, type Transform } from '../../engine/node-door.ts';
import { CommonLayout } from '../../spill/common-layout.ts';
import { isTurned, type UnpivotRowsConfig } from './spec.ts';

/** Makes several records of one, batch by batch. */
export const run = defineRun<UnpivotRowsConfig>({
  role: 'transform',
  open: (config, context) => new Unpivot(config, context),
});

class Unpivot implements Transform {
  readonly splits = [IN_PORT];
  readonly #config: UnpivotRowsConfig;
  readonly #context: StepContext;
  readonly #arrived = new ArrivedFields();
  readonly #rowOf = new Int32Array(MAX_BATCH_ROWS);
  readonly #columnOf = new Int32Array(MAX_BATCH_ROWS);

  constructor(config: UnpivotRowsConfig, context: StepContext) {
    this.#config = config;
    this.#context = context;
  }

  async push(_port: string, batch: Batch, emit: Emit): Promise<void> {
    if (batch.count === 0) return;
    this.#arrived.note(batch.names, this.#config.columns);
    const turned = batch.names.flatMap((name, at) => (isTurned(this.#config, name) ? [{ name, column: batch.columns[at] as Column }] : []));
    const staying = keep(
      batch,
      batch.names.filter((name) => !isTurned(this.#config, name)),
    );
    this.#checkNames(staying.names);
    const without = new Int32Array(batch.count);
    let [filled, withoutCount, left] = [0, 0, 0];
    for (let position = 0; position < batch.count; position++) {
      const row = batch.selection[position] as number;
      const before = filled + left;
      for (let at = 0; at < turned.length; at++) {
        if (this.#config.skipEmpty && isEmpty(turned[at]?.column as Column, row)) continue;
        this.#rowOf[filled] = row;
        this.#columnOf[filled++] = at;
        if (filled < MAX_BATCH_ROWS) continue;
        await emit('out', this.#made(staying, turned, filled));
        left += filled;
        filled = 0;
      }
      if (filled + left === before) without[withoutCount++] = row;
    }
    const last = filled > 0 ? this.#made(staying, turned, filled) : null;
    if (withoutCount > 0) this.#context.filtered(batch, without, withoutCount);
    this.#context.fannedOut(left + filled + withoutCount - batch.count);
    if (last) await emit('out', last);
  }

  flush(): void {
    // A sample or a few chosen records may well lack a field; a whole run may not.
    if (this.#context.mode === 'run' || this.#context.mode === 'rehearsal') this.#arrived.check();
  }

  /** The first `count` pairs of row and column as records. */
  #made(staying: Batch, turned: readonly { name: string; column: Column }[], count: number): Batch {
    const { name, value } = this.#config;
    // Each column as a batch of its own: what is gathered from them is one column of their values.
    const singles = turned.map(({ column }) => ({ ...staying, names: [value], columns: [column] }));
    const layout = new CommonLayout();
    for (const single of singles) layout.note(single);
    const values = layout.apply(gather(singles, this.#columnOf, this.#rowOf, count)).columns[0] as Column;
    const index = this.#columnOf.slice(0, count);
    const names: Column = { kind: 'dictionary', type: 'text', index, values: textColumn(turned.map((one) => one.name)) };
    const copied = gather([staying], new Int32Array(count), this.#rowOf, count);
    return withColumns(copied, [
      { name, column: names },
      { name: value, column: values },
    ]);
  }

  #checkNames(staying: readonly string[]): void {
    const taken = [this.#config.name, this.#config.value].find((name) => staying.includes(name));
    if (taken === undefined) return;
    throw new UserError('name-taken', `The records have a field "${taken}" already, so no new field can have that name.`, {
      hint: 'Give the new field another name, or turn that field into rows too.',
      place: { field: taken },
    });
  }
}

function isEmpty(column: Column, row: number): boolean {
  return isNullAt(column, row) || textAt(column, row).trim() === '';
}
