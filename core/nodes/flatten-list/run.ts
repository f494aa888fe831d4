import type { Value } from '../../base/value.ts';
import { IN_PORT, OUT_PORT } from '../../catalog/node-spec.ts';
import { ArrivedFields } from '../../data/arrived-fields.ts';
import type { Batch } from '../../data/batch.ts';
import { keep } from '../../data/batch-ops.ts';
import type { Column } from '../../data/column.ts';
import { columnReader } from '../../data/column-reader.ts';
import { defineRun, type Emit, type RejectReason, type StepContext, type Transform } from '../../engine/node-door.ts';
import { eachField, itemsOf } from './item-fields.ts';
import { ItemRows } from './item-rows.ts';
import type { FlattenListConfig } from './spec.ts';

/** Makes a record of each item of a list, with fields of the record it stood in. */
export const run = defineRun<FlattenListConfig>({
  role: 'transform',
  open: (config, context) => new FlattenList(config, context),
});

class FlattenList implements Transform {
  readonly splits = [IN_PORT];
  readonly #config: FlattenListConfig;
  readonly #context: StepContext;
  readonly #arrived = new ArrivedFields();

  constructor(config: FlattenListConfig, context: StepContext) {
    this.#config = config;
    this.#context = context;
  }

  async push(_port: string, batch: Batch, emit: Emit): Promise<void> {
    const { list, repeat, fields, position, empty } = this.#config;
    this.#arrived.note(batch.names, [list, ...(repeat === 'chosen' ? fields : [])]);
    const repeated = keep(
      batch,
      batch.names.filter((name) => name !== list && (repeat === 'all' || fields.includes(name))),
    );
    const read = listReader(batch, list);
    const rows = new ItemRows(repeated, position);
    const dropped: number[] = [];
    let left = 0;
    let failed = 0;
    for (let at = 0; at < batch.count; at++) {
      const row = batch.selection[at] as number;
      const items = itemsOf(read(row), this.#config);
      const wrong = isReason(items) ? items : this.#clash(items, rows);
      if (wrong) {
        this.#context.reject(batch, row, wrong);
        failed++;
      } else if (!isReason(items) && items.length > 0)
        for (const [index, item] of items.entries()) {
          rows.begin(row, index + 1);
          eachField(item, this.#config, (name, value) => rows.set(name, value));
          left++;
          if (rows.isFull) await emit(OUT_PORT, rows.take());
        }
      else if (empty === 'drop') dropped.push(row);
      else {
        rows.begin(row, null);
        if (this.#config.items === 'whole') rows.set(this.#config.itemName === '' ? list : this.#config.itemName, null);
        left++;
        if (rows.isFull) await emit(OUT_PORT, rows.take());
      }
    }
    const last = rows.count > 0 ? rows.take() : null;
    if (dropped.length > 0) this.#context.filtered(batch, Int32Array.from(dropped), dropped.length);
    this.#context.fannedOut(left + failed + dropped.length - batch.count);
    if (last) await emit(OUT_PORT, last);
  }

  /** A sample or a few chosen records may well lack a field; a whole run may not. */
  flush(): void {
    if (this.#context.mode === 'run' || this.#context.mode === 'rehearsal') this.#arrived.check();
  }

  /** Why an item cannot be put into a record: two of its fields, or one of them and one of the record, would have the same name. */
  #clash(items: readonly Value[], rows: ItemRows): RejectReason | null {
    for (const item of items) {
      const own = new Set<string>();
      let twice: string | undefined;
      eachField(item, this.#config, (name) => {
        if (own.has(name) || rows.isTaken(name)) twice ??= name;
        own.add(name);
      });
      if (twice !== undefined)
        return {
          code: 'name-taken',
          message: `An item of ${this.#config.list} would give a second field "${twice}".`,
          field: this.#config.list,
          hint: 'Put something before the names of the item’s fields, or do not repeat that field of the record.',
        };
    }
    return null;
  }
}

function isReason(items: readonly Value[] | RejectReason): items is RejectReason {
  return !Array.isArray(items);
}

/** A list that does not arrive with a record is a missing one. */
function listReader(batch: Batch, list: string): (row: number) => Value {
  const column: Column | undefined = batch.columns[batch.names.indexOf(list)];
  return column ? columnReader(column, batch.count) : () => null;
}
