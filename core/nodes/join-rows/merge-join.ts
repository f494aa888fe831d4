import type { Batch } from '../../data/batch.ts';
import { slice } from '../../data/batch-ops.ts';
import type { Column } from '../../data/column.ts';
import { ordinalAt, sourceAt } from '../../data/origin.ts';
import type { Emit, StepContext } from '../../engine/node-door.ts';
import type { ByteKeys } from '../../spill/byte-keys.ts';
import { ExternalSorter } from '../../spill/external-sorter.ts';
import { KeyCursor } from '../../spill/key-cursor.ts';
import { KeyOrder } from '../../spill/key-order.ts';
import { PositionOrder } from '../../spill/position-order.ts';
import type { RowOrder } from '../../spill/row-order.ts';
import { numbersOf, SideRecords, withEmptyFields, withNumbers } from '../../spill/side-records.ts';
import { GroupStore } from './group-store.ts';
import { ALONE, JOINED, type JoinedOutput } from './joined-output.ts';
import { FATE, GROUP_FROM, GROUP_TO, MetRecords } from './met-records.ts';
import { RightGroup } from './right-group.ts';
import { ToldPairs } from './told-pairs.ts';

/** Field of records of the right input that says what becomes of them. */
const RIGHT_FATE = 'r#fate';

/**
 * Joins beyond memory: both inputs are sorted by key on disk and walked together. What comes of it is sorted back, so that it leaves in the order in which
 * it would have left from memory. A group of partners that is large is not copied for each record that meets it: it is read again.
 */
export class MergeJoin {
  readonly #output: JoinedOutput;
  readonly #context: StepContext;
  readonly #left = new SideRecords('l');
  readonly #right = new SideRecords('r');
  readonly #sorters: ExternalSorter<ByteKeys>[] = [];
  readonly #leftByKey: ExternalSorter<ByteKeys>;
  readonly #rightByKey: ExternalSorter<ByteKeys>;
  readonly #met: ExternalSorter<ByteKeys>;
  readonly #rightEnds: ExternalSorter<ByteKeys>;
  readonly #orders: { left: KeyOrder; right: KeyOrder };
  readonly #groups: GroupStore;
  readonly #told: ToldPairs;

  constructor(output: JoinedOutput, context: StepContext) {
    this.#output = output;
    this.#context = context;
    const { keys, trim, ignoreCase } = output.config;
    const order = (side: SideRecords, which: 'left' | 'right') =>
      new KeyOrder(
        keys.map((pair) => side.marked(pair[which])),
        { trim, ignoreCase },
      );
    this.#orders = { left: order(this.#left, 'left'), right: order(this.#right, 'right') };
    this.#rightByKey = this.#sorter('right', 0.3, this.#orders.right);
    this.#leftByKey = this.#sorter('left', 0.3, this.#orders.left);
    this.#met = this.#sorter('met', 0.25, new PositionOrder(this.#left.position));
    this.#rightEnds = this.#sorter('right-ends', 0.1, new PositionOrder(this.#right.position));
    this.#groups = new GroupStore(() => context.spill.folder(), context.spill.memoryBudget * 0.05);
    this.#told = new ToldPairs(context);
  }

  addRight(batch: Batch): void | Promise<void> {
    const fields = this.#output.config.keys.map(({ right }) => this.#right.marked(right));
    return this.#rightByKey.add(withEmptyFields(this.#right.mark(batch), fields));
  }

  addLeft(batch: Batch): void | Promise<void> {
    const fields = this.#output.config.keys.map(({ left }) => this.#left.marked(left));
    return this.#leftByKey.add(withEmptyFields(this.#left.mark(batch), fields));
  }

  /** Both inputs have ended. */
  async end(emit: Emit): Promise<void> {
    await this.#meet();
    await this.#groups.finish();
    for await (const batch of this.#met.sorted()) await this.#leftEnds(batch, emit);
    for await (const batch of this.#rightEnds.sorted()) {
      const fates = numbersOf(batch, RIGHT_FATE);
      await this.#output.rightEnds(this.#right.fields(batch, this.#output.right.names), fates, emit);
    }
  }

  async close(): Promise<void> {
    for (const sorter of this.#sorters) await sorter.close();
    await this.#groups.close();
  }

  /** Walks both inputs by key, and puts what each record of the left one meets aside. */
  async #meet(): Promise<void> {
    const left = await KeyCursor.open(this.#leftByKey.sortedWithKeys(), this.#orders.left);
    const right = await KeyCursor.open(this.#rightByKey.sortedWithKeys(), this.#orders.right);
    const met = new MetRecords(this.#leftByKey.layout, this.#rightByKey.layout);
    const send = async () => {
      const batch = met.take();
      if (batch) await this.#met.add(batch);
    };
    const alone = (part: Batch) => this.#each(part, (row) => met.add(part, row, { fate: ALONE }), met, send);
    while (!left.ended || !right.ended) {
      this.#context.signal.throwIfAborted();
      const order = left.compare(right);
      if (order < 0 || (order === 0 && left.emptyFields > 0)) await left.takeGroup(alone);
      else if (order > 0 || right.emptyFields > 0) await right.takeGroup((part) => this.#rightEnd(part, ALONE));
      else {
        const group = new RightGroup(this.#output.config, this.#groups, (part, fate) => this.#rightEnd(part, fate), this.#told);
        await right.takeGroup((part) => group.add(part));
        await group.end();
        await left.takeGroup((part) => this.#meetGroup(part, group, met, send));
      }
    }
    this.#told.tell();
    await send();
  }

  /** Records of one key of the left input, and their partners. */
  #meetGroup(part: Batch, group: RightGroup, met: MetRecords, send: () => Promise<void>): void | Promise<void> {
    const { leader } = group;
    if (group.fate === JOINED && leader) {
      for (let position = 0; position < part.count; position++) this.#told.add(leader.batch, leader.row, part, part.selection[position] as number);
      this.#context.fannedOut(part.count * (group.partners - 1));
    }
    const { fate, range } = group;
    if (fate !== JOINED || range) return this.#each(part, (row) => met.add(part, row, range ? { fate, group: range } : { fate }), met, send);
    return this.#pairs(part, group, met, send);
  }

  async #pairs(part: Batch, group: RightGroup, met: MetRecords, send: () => Promise<void>): Promise<void> {
    for (let position = 0; position < part.count; position++)
      for (const partner of group.held) {
        met.add(part, part.selection[position] as number, { fate: JOINED, partner });
        if (met.full) await send();
      }
  }

  async #each(part: Batch, add: (row: number) => void, met: MetRecords, send: () => Promise<void>): Promise<void> {
    for (let position = 0; position < part.count; position++) {
      add(part.selection[position] as number);
      if (met.full) await send();
    }
  }

  /** Puts records of the right input aside that do not leave with the left ones; the others are done with. */
  #rightEnd(part: Batch, fate: number): void | Promise<void> {
    if (fate === JOINED) return this.#context.fannedOut(-part.count);
    return this.#rightEnds.add(withNumbers(part, [{ name: RIGHT_FATE, values: new Float64Array(part.rows).fill(fate) }]));
  }

  /** Records of the left input in their order, each as often as it has partners in memory; those of large groups meet them here. */
  async #leftEnds(batch: Batch, emit: Emit): Promise<void> {
    const [fates, from, to] = [numbersOf(batch, FATE), numbersOf(batch, GROUP_FROM), numbersOf(batch, GROUP_TO)];
    let done = 0;
    for (let position = 0; position < batch.count; position++) {
      const row = batch.selection[position] as number;
      if ((to[row] as number) === 0) continue;
      await this.#plainEnds(slice(batch, done, position), fates, emit);
      for await (const group of this.#groups.group(from[row] as number, to[row] as number))
        await this.#groupLeaves(slice(batch, position, position + 1), group, emit);
      done = position + 1;
    }
    await this.#plainEnds(slice(batch, done), fates, emit);
  }

  async #plainEnds(part: Batch, fates: Float64Array, emit: Emit): Promise<void> {
    if (part.count === 0) return;
    const right = this.#right.fields(part, this.#output.right.names);
    for (const left of this.#left.restore(part)) await this.#output.leftEnds(left, fates, right, null, emit);
  }

  /** One record of the left input with each of some partners. */
  async #groupLeaves(one: Batch, group: Batch, emit: Emit): Promise<void> {
    this.#context.signal.throwIfAborted();
    const row = one.selection[0] as number;
    const index = new Int32Array(group.rows).fill(row);
    const right = this.#right.fields(group, this.#output.right.names);
    const fates = new Uint8Array(group.rows).fill(JOINED);
    for (const left of this.#left.restore(one)) {
      const columns = left.columns.map((values): Column => ({ kind: 'dictionary', type: values.type, index, values }));
      const origin = { source: sourceAt(one, row), first: 0, ordinals: new Float64Array(group.rows).fill(ordinalAt(one, row)) };
      const { rows, count, selection } = group;
      await this.#output.leftEnds({ rows, count, selection, names: left.names, columns, origin }, fates, right, null, emit);
    }
  }

  #sorter(name: string, share: number, order: RowOrder<ByteKeys>): ExternalSorter<ByteKeys> {
    const { spill, signal } = this.#context;
    const sorter = new ExternalSorter({ order, budget: spill.memoryBudget * share, folder: () => spill.folder(), name, signal });
    this.#sorters.push(sorter);
    return sorter;
  }
}
