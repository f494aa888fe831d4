import type { Batch } from '../../data/batch.ts';
import { defineRun, type Emit, type StepContext, type Transform } from '../../engine/node-door.ts';
import { KeyOrder } from '../../spill/key-order.ts';
import { HashJoin } from './hash-join.ts';
import { JoinedOutput } from './joined-output.ts';
import { MergeJoin } from './merge-join.ts';
import { RightTable } from './right-table.ts';
import { type JoinRowsConfig, RIGHT_PORT } from './spec.ts';

/** Part of the memory budget that the right input may take before both inputs go to disk. */
const TABLE_SHARE = 0.5;

/** Joins with a hash table of the right input while that fits the memory budget, beyond it by sorting both inputs on disk; what leaves is the same. */
export const run = defineRun<JoinRowsConfig>({
  role: 'transform',
  open: (config, context) => new Join(config, context),
});

class Join implements Transform {
  readonly claims = true;
  readonly #config: JoinRowsConfig;
  readonly #context: StepContext;
  readonly #output: JoinedOutput;
  #table: RightTable;
  #hash: HashJoin | null = null;
  #merge: MergeJoin | null = null;

  constructor(config: JoinRowsConfig, context: StepContext) {
    this.#config = config;
    this.#context = context;
    this.#output = new JoinedOutput(config, context);
    this.#table = emptyTable(config);
  }

  push(port: string, batch: Batch, emit: Emit): void | Promise<void> {
    if (batch.count === 0) return;
    if (port === RIGHT_PORT) return this.#right(batch);
    this.#output.noteLeft(batch);
    return this.#merge ? this.#merge.addLeft(batch) : this.#hashed().left(batch, emit);
  }

  async flush(port: string, emit: Emit): Promise<void> {
    if (port === RIGHT_PORT) {
      this.#output.checkArrived('right');
      return;
    }
    this.#output.checkArrived('left');
    await (this.#merge ?? this.#hashed()).end(emit);
  }

  async close(): Promise<void> {
    this.#table = emptyTable(this.#config);
    this.#hash = null;
    await this.#merge?.close();
  }

  #right(arrived: Batch): void | Promise<void> {
    const batch = this.#output.noteRight(arrived);
    if (this.#merge) return this.#merge.addRight(batch);
    this.#table.add(batch);
    if (this.#table.bytes > this.#context.spill.memoryBudget * TABLE_SHARE) return this.#spill();
  }

  async #spill(): Promise<void> {
    const table = this.#table;
    this.#table = emptyTable(this.#config);
    this.#merge = new MergeJoin(this.#output, this.#context);
    for (const batch of table.drain()) await this.#merge.addRight(batch);
  }

  #hashed(): HashJoin {
    if (this.#hash) return this.#hash;
    this.#table.seal();
    const fields = this.#config.keys.map(({ left }) => left);
    this.#hash = new HashJoin(this.#output, this.#context, new KeyOrder(fields, this.#config), this.#table);
    return this.#hash;
  }
}

function emptyTable(config: JoinRowsConfig): RightTable {
  const fields = config.keys.map(({ right }) => right);
  return new RightTable(new KeyOrder(fields, config), fields);
}
