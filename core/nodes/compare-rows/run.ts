import { formatCount } from '../../base/amounts.ts';
import type { Value } from '../../base/value.ts';
import { IN_PORT } from '../../catalog/node-spec.ts';
import { ArrivedFields } from '../../data/arrived-fields.ts';
import type { Batch } from '../../data/batch.ts';
import { ordinalAt, sourceAt } from '../../data/origin.ts';
import { defineRun, type Emit, type StepContext, type Transform } from '../../engine/node-door.ts';
import type { ByteKeys } from '../../spill/byte-keys.ts';
import { ExternalSorter } from '../../spill/external-sorter.ts';
import { KeyCursor } from '../../spill/key-cursor.ts';
import { KeyOrder } from '../../spill/key-order.ts';
import { PositionOrder } from '../../spill/position-order.ts';
import type { RowOrder } from '../../spill/row-order.ts';
import { numbersOf, SideRecords, withEmptyFields } from '../../spill/side-records.ts';
import { DifferenceOutput } from './difference-output.ts';
import { EMPTY_FATE, JudgedRecords, TWIN_FATE } from './judged-records.ts';
import { RecordComparison } from './same-values.ts';
import { BEFORE_PORT, type CompareRowsConfig, comparedFields, STATUSES } from './spec.ts';

const [ADDED, CHANGED, REMOVED, UNCHANGED] = STATUSES.map((_, at) => at) as [number, number, number, number];

/**
 * Sorts both inputs by key (on disk beyond the memory budget), walks them together, and sorts what was found back into the order of the inputs: first that
 * of “Now”, then what is only in “Before”.
 */
export const run = defineRun<CompareRowsConfig>({
  role: 'transform',
  open: (config, context) => new Compare(config, context),
});

/** One input on its way. */
interface Side {
  readonly input: 'Now' | 'Before';
  readonly records: SideRecords;
  readonly order: KeyOrder;
  readonly byKey: ExternalSorter<ByteKeys>;
  readonly byPosition: ExternalSorter<ByteKeys>;
  readonly arrived: ArrivedFields;
  /** Fields, the foreseen ones first. */
  readonly names: Set<string>;
}

/** A record by its batch and physical row there. */
interface Met {
  readonly batch: Batch;
  readonly row: number;
}

class Compare implements Transform {
  readonly #config: CompareRowsConfig;
  readonly #context: StepContext;
  readonly #now: Side;
  readonly #before: Side;

  constructor(config: CompareRowsConfig, context: StepContext) {
    this.#config = config;
    this.#context = context;
    this.#now = this.#side('Now', IN_PORT, 'n');
    this.#before = this.#side('Before', BEFORE_PORT, 'b');
  }

  push(port: string, batch: Batch): void | Promise<void> {
    if (batch.count === 0) return;
    const side = port === BEFORE_PORT ? this.#before : this.#now;
    const { keys } = this.#config;
    for (const name of batch.names) side.names.add(name);
    for (const field of side.arrived.note(batch.names, keys)) {
      const message = `The key field "${field}" does not arrive with all records of the input "${side.input}": it counts as empty where it is missing.`;
      this.#context.notice({ level: 'warning', code: 'field-missing', message, place: { field } });
    }
    const fields = keys.map((key) => side.records.marked(key));
    return side.byKey.add(withEmptyFields(side.records.mark(batch), fields));
  }

  async flush(port: string, emit: Emit): Promise<void> {
    const { mode } = this.#context;
    // A sample or a few chosen records may well lack a field; a whole run may not.
    if (mode === 'run' || mode === 'rehearsal') (port === BEFORE_PORT ? this.#before : this.#now).arrived.check();
    if (port === BEFORE_PORT) return;
    this.#tellDoubts();
    const [now, before] = [this.#now, this.#before];
    const names = { now: [...now.names], before: [...before.names] };
    const output = new DifferenceOutput(this.#config, this.#context, names.now, names.before);
    await this.#judge(comparedFields(this.#config, names.now, names.before));
    for (const side of [now, before])
      for await (const judged of side.byPosition.sorted()) await output.send(side.records.fields(judged, [...side.names]), judged, side.input, emit);
  }

  async close(): Promise<void> {
    for (const { byKey, byPosition } of [this.#now, this.#before]) {
      await byKey.close();
      await byPosition.close();
    }
  }

  /** What a missing record may mean beside that it is not there. */
  #tellDoubts(): void {
    const sides = [
      { port: IN_PORT, input: 'Now', shown: 'removed' },
      { port: BEFORE_PORT, input: 'Before', shown: 'added' },
    ];
    for (const { port, input, shown } of sides) {
      if (this.#context.isSample(port)) {
        const message = `Only a sample of "${input}" was read, so what is shown as ${shown} may be in it after all. Run the flow to know.`;
        this.#context.notice({ level: 'warning', code: 'only-a-sample', message });
      }
      const rejected = this.#context.rejectedBefore(port);
      if (rejected === 0) continue;
      const message = `${formatCount(rejected)} ${rejected === 1 ? 'record' : 'records'} of "${input}" ${rejected === 1 ? 'was' : 'were'} rejected before this step: what the other input has of them counts as ${shown}.`;
      this.#context.notice({ level: 'warning', code: 'rejected-before', message });
    }
  }

  async #judge(compared: readonly string[]): Promise<void> {
    const [now, before] = [this.#now, this.#before];
    const comparison = new RecordComparison(
      compared,
      { ...this.#config, zone: this.#context.zone },
      { now: (field) => now.records.marked(field), before: (field) => before.records.marked(field) },
    );
    const left = await KeyCursor.open(now.byKey.sortedWithKeys(), now.order);
    const right = await KeyCursor.open(before.byKey.sortedWithKeys(), before.order);
    const judged = { now: new Judge(now), before: new Judge(before) };
    const told = { members: { sources: [] as number[], ordinals: [] as number[] }, leaders: { sources: [] as number[], ordinals: [] as number[] } };
    const tell = () => {
      this.#context.combined(told.members, told.leaders, told.members.sources.length);
      this.#context.fannedOut(-told.members.sources.length);
      for (const list of [told.members, told.leaders]) list.sources.length = list.ordinals.length = 0;
    };
    while (!left.ended || !right.ended) {
      this.#context.signal.throwIfAborted();
      const order = left.compare(right);
      const [emptyNow, emptyBefore] = [order <= 0 && this.#isEmpty(left), order >= 0 && this.#isEmpty(right)];
      const here = order <= 0 ? await judged.now.take(left, emptyNow) : null;
      const there = order >= 0 ? await judged.before.take(right, emptyBefore) : null;
      if (here && there) {
        const changes = comparison.changes(here.batch, here.row, there.batch, there.row);
        const wait = judged.now.add(here, changes.length > 0 ? CHANGED : UNCHANGED, changes.length > 0 ? this.#told(changes, comparison, there) : null);
        if (wait instanceof Promise) await wait;
        told.members.sources.push(sourceAt(there.batch, there.row));
        told.members.ordinals.push(ordinalAt(there.batch, there.row));
        told.leaders.sources.push(sourceAt(here.batch, here.row));
        told.leaders.ordinals.push(ordinalAt(here.batch, here.row));
        if (told.members.sources.length >= 4096) tell();
      } else if (here) await judged.now.add(here, ADDED);
      else if (there) await judged.before.add(there, REMOVED);
    }
    tell();
    await judged.now.send();
    await judged.before.send();
  }

  /** What is told of a changed record, as the settings ask for it. */
  #told(changes: readonly { field: string; old: Value; new: Value }[], comparison: RecordComparison, before: Met): Value {
    const { details } = this.#config;
    if (details === 'none') return null;
    return details === 'list' ? changes : comparison.oldValues(before.batch, before.row);
  }

  #isEmpty(cursor: KeyCursor): boolean {
    return cursor.emptyFields === this.#config.keys.length;
  }

  #side(input: Side['input'], port: string, prefix: string): Side {
    const { spill, signal, arriving } = this.#context;
    const records = new SideRecords(prefix);
    const order = new KeyOrder(
      this.#config.keys.map((key) => records.marked(key)),
      { trim: this.#config.trim, ignoreCase: this.#config.ignoreCase },
    );
    const sorter = (by: string, rowOrder: RowOrder<ByteKeys>) =>
      new ExternalSorter({ order: rowOrder, budget: spill.memoryBudget / 4, folder: () => spill.folder(), name: `${prefix}-${by}`, signal });
    return {
      input,
      records,
      order,
      byKey: sorter('key', order),
      byPosition: sorter('position', new PositionOrder(records.position)),
      arrived: new ArrivedFields(),
      names: new Set((arriving[port] ?? []).map(({ name }) => name)),
    };
  }
}

/** Puts the records of one input aside with what became of them. */
class Judge {
  readonly #side: Side;
  readonly #judged: JudgedRecords;

  constructor(side: Side) {
    this.#side = side;
    this.#judged = new JudgedRecords(side.byKey.layout);
  }

  /** Takes the records of the key at hand: the first of them, while the others are its twins. With an empty key there is none. */
  async take(cursor: KeyCursor, isEmpty: boolean): Promise<Met | null> {
    let first: Met | null = null;
    let twin = 0;
    await cursor.takeGroup(async (part) => {
      const positions = numbersOf(part, this.#side.records.position);
      for (let position = 0; position < part.count; position++) {
        const row = part.selection[position] as number;
        if (!isEmpty && !first) {
          first = { batch: part, row };
          twin = positions[row] as number;
          continue;
        }
        const wait = this.add({ batch: part, row }, isEmpty ? EMPTY_FATE : TWIN_FATE, null, twin);
        if (wait instanceof Promise) await wait;
      }
    });
    return first;
  }

  /** A promise means: wait. */
  add({ batch, row }: Met, fate: number, old: Value = null, twin = 0): void | Promise<void> {
    this.#judged.add(batch, row, fate, old, twin);
    if (this.#judged.full) return this.send();
  }

  async send(): Promise<void> {
    const batch = this.#judged.take();
    if (batch) await this.#side.byPosition.add(batch);
  }
}
