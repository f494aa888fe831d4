import { type Batch, MAX_BATCH_ROWS } from '../../data/batch.ts';
import { gather, select } from '../../data/batch-ops.ts';
import type { Emit, StepContext } from '../../engine/node-door.ts';
import { heldBytes } from '../../spill/held-bytes.ts';
import type { KeyOrder } from '../../spill/key-order.ts';
import { RowGatherer } from '../../spill/row-gatherer.ts';
import { withEmptyFields } from '../../spill/side-records.ts';
import { ALONE, JOINED, type JoinedOutput, MATCHED, PASSED_OVER, UNCLEAR } from './joined-output.ts';
import type { RightTable } from './right-table.ts';
import { ToldPairs } from './told-pairs.ts';

/** Bytes of the records that leave at once, roughly. */
const CHUNK_BYTES = 1 << 22;

/** Joins while the right input is in memory: records of the left one pass as they come. */
export class HashJoin {
  readonly #output: JoinedOutput;
  readonly #context: StepContext;
  readonly #order: KeyOrder;
  readonly #table: RightTable;
  readonly #told: ToldPairs;

  constructor(output: JoinedOutput, context: StepContext, leftOrder: KeyOrder, table: RightTable) {
    this.#output = output;
    this.#context = context;
    this.#order = leftOrder;
    this.#table = table;
    this.#told = new ToldPairs(context);
  }

  async left(batch: Batch, emit: Emit): Promise<void> {
    const { config } = this.#output;
    const table = this.#table;
    const keys = this.#order.prepare(
      withEmptyFields(
        batch,
        config.keys.map(({ left }) => left),
      ),
    );
    const chunk = new Chunk(this.#output, table, batch, this.#limit(batch));
    let extra = 0;
    for (let position = 0; position < batch.count; position++) {
      const row = batch.selection[position] as number;
      const key = this.#order.emptyFields(keys, position) > 0 ? -1 : table.find(keys, position);
      let fate = key < 0 ? ALONE : config.join === 'anti' ? MATCHED : JOINED;
      if (fate === JOINED && config.many === 'reject' && table.firstOf(key) !== table.lastOf(key)) fate = UNCLEAR;
      if (key >= 0 && table.match(key) && fate === JOINED && config.many === 'all') this.#tellChain(key);
      if (fate !== JOINED) {
        if (chunk.full) await this.#send(chunk, emit);
        chunk.add(row, fate, -1);
        continue;
      }
      let right = config.many === 'last' ? table.lastOf(key) : table.firstOf(key);
      const partner = table.at(right);
      this.#told.add(partner.batch, partner.row, batch, row);
      for (let first = true; right >= 0; first = false) {
        if (!first) extra++;
        if (chunk.full) await this.#send(chunk, emit);
        chunk.add(row, fate, right);
        right = config.many === 'all' ? table.nextOf(right) : -1;
      }
    }
    this.#told.tell();
    if (extra > 0) this.#context.fannedOut(extra);
    await this.#send(chunk, emit);
  }

  async #send(chunk: Chunk, emit: Emit): Promise<void> {
    this.#context.signal.throwIfAborted();
    await chunk.send(emit);
  }

  /** The left input has ended: what becomes of the records of the right one. */
  async end(emit: Emit): Promise<void> {
    const { join, many } = this.#output.config;
    const table = this.#table;
    for (const { batch, from } of table.batches()) {
      this.#context.signal.throwIfAborted();
      const fates = new Uint8Array(batch.rows);
      for (let position = 0; position < batch.count; position++) {
        const row = from + position;
        const key = table.keyOf(row);
        const taken = key >= 0 && row === (many === 'last' ? table.lastOf(key) : table.firstOf(key));
        const several = key >= 0 && table.firstOf(key) !== table.lastOf(key);
        fates[batch.selection[position] as number] = !table.isMatched(key)
          ? ALONE
          : join === 'anti'
            ? MATCHED
            : many === 'all' || !several || (taken && many !== 'reject')
              ? JOINED
              : many === 'reject'
                ? UNCLEAR
                : PASSED_OVER;
      }
      const whole = this.#output.right.apply(batch);
      await this.#output.rightEnds(whole, fates, emit);
    }
  }

  /** Records of one key have one fate: all but the first live on in the first, which lives on in every record of the left input that it meets. */
  #tellChain(key: number): void {
    const first = this.#table.at(this.#table.firstOf(key));
    for (let row = this.#table.nextOf(this.#table.firstOf(key)); row >= 0; row = this.#table.nextOf(row)) {
      const other = this.#table.at(row);
      this.#told.add(other.batch, other.row, first.batch, first.row);
    }
  }

  /** Most records that leave at once. */
  #limit(batch: Batch): number {
    const bytes = heldBytes(batch) / Math.max(1, batch.rows) + this.#table.bytes / Math.max(1, this.#table.rows);
    return Math.max(1, Math.min(MAX_BATCH_ROWS, Math.floor(CHUNK_BYTES / Math.max(1, bytes))));
  }
}

/** Records of one batch of the left input, each with a partner or without, that leave together. */
class Chunk {
  readonly #output: JoinedOutput;
  readonly #table: RightTable;
  readonly #batch: Batch;
  readonly #limit: number;
  #rows: number[] = [];
  #fates: number[] = [];
  /** Places of the partners among those gathered; -1 for none. */
  #places: number[] = [];
  readonly #right: RowGatherer;
  #repeats = false;

  constructor(output: JoinedOutput, table: RightTable, batch: Batch, limit: number) {
    this.#output = output;
    this.#table = table;
    this.#batch = batch;
    this.#limit = limit;
    this.#right = new RowGatherer(output.right, MAX_BATCH_ROWS);
  }

  get full(): boolean {
    return this.#rows.length >= this.#limit;
  }

  add(row: number, fate: number, right: number): void {
    if (row === this.#rows.at(-1)) this.#repeats = true;
    this.#rows.push(row);
    this.#fates.push(fate);
    this.#places.push(right < 0 ? -1 : this.#right.count);
    if (right < 0) return;
    const at = this.#table.at(right);
    this.#right.add(at.batch, at.row);
  }

  async send(emit: Emit): Promise<void> {
    const [rows, fates, places, repeats] = [Int32Array.from(this.#rows), this.#fates, this.#places, this.#repeats];
    [this.#rows, this.#fates, this.#places, this.#repeats] = [[], [], [], false];
    if (rows.length === 0) return;
    const right = this.#right.count > 0 ? this.#right.take() : this.#output.right.empty();
    if (repeats) {
      const copy = gather([this.#batch], new Int32Array(rows.length), rows, rows.length);
      await this.#output.leftEnds(copy, fates, right, Int32Array.from(places), emit);
      return;
    }
    const [fateOf, index] = [new Uint8Array(this.#batch.rows), new Int32Array(this.#batch.rows).fill(-1)];
    for (let at = 0; at < rows.length; at++) {
      fateOf[rows[at] as number] = fates[at] as number;
      index[rows[at] as number] = places[at] as number;
    }
    await this.#output.leftEnds(select(this.#batch, rows, rows.length), fateOf, right, index, emit);
  }
}
