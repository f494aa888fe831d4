import type { Batch } from '../../data/batch.ts';
import { createBatch, keep, runningOrigin, select } from '../../data/batch-ops.ts';
import { KeyTable } from '../../data/key-table.ts';
import type { StepContext } from '../../engine/node-door.ts';
import type { ByteKeys } from '../../spill/byte-keys.ts';
import { ExternalSorter } from '../../spill/external-sorter.ts';
import { KeyCursor } from '../../spill/key-cursor.ts';
import { KeyOrder } from '../../spill/key-order.ts';
import type { RowOrder } from '../../spill/row-order.ts';
import { numbersOf, type SideRecords, withEmptyFields, withNumbers } from '../../spill/side-records.ts';

/** A record that breaks a rule, found after it had passed by: its position, and that of the first record with the same value. */
export interface LateBreach {
  readonly position: number;
  readonly rule: number;
  readonly first: number;
}

/** Takes breaches. A promise means: wait. */
export type TellBreaches = (breaches: readonly LateBreach[]) => void | Promise<void>;

/** What a rule that looks at other records says of one: kept, broken (`first` is the record with the same value), or not known before the end. */
export const KEPT = -1;
export const NOT_KNOWN = -2;
export const MISSING = -3;

/**
 * Values remembered by a rule: in a hash table up to a budget; beyond it new ones are no longer taken up, and records whose value is not among the known
 * ones are decided at the end, by sorting on disk.
 */
export abstract class KeyRule {
  readonly rule: number;
  protected readonly order: KeyOrder;
  protected readonly table = new KeyTable(1024);
  readonly #fields: readonly string[];
  readonly #plain: KeyOrder;
  readonly #late: ExternalSorter<ByteKeys>;
  readonly #marks: SideRecords;
  readonly #wanted: readonly string[];

  /** `marks`: how records are marked that are decided late. */
  constructor(rule: number, fields: readonly string[], ignoreCase: boolean, marks: SideRecords, context: StepContext, budget: number) {
    const options = { trim: true, ignoreCase };
    this.rule = rule;
    this.#fields = fields;
    this.#marks = marks;
    this.#plain = new KeyOrder(fields, options);
    const marked = fields.map((field) => marks.marked(field));
    this.#wanted = [...new Set([...marked, marks.position])];
    this.order = new KeyOrder(marked, options);
    this.#late = createSorter(context, `late-${rule}`, this.order, budget);
  }

  /** Says what is known of each record of a batch, by position. */
  look(batch: Batch, from: number): Float64Array {
    const keys = this.#plain.prepare(withEmptyFields(batch, this.#fields));
    const found = new Float64Array(batch.count);
    for (let position = 0; position < batch.count; position++) {
      const isEmpty = this.#plain.emptyFields(keys, position) === this.#fields.length;
      found[position] = isEmpty ? KEPT : this.known(keys, position, from + position);
    }
    return found;
  }

  /** Puts the records aside that are decided late: `marked` are those of a batch, `found` what `look` said of them. */
  async wait(marked: Batch, found: Float64Array): Promise<void> {
    const rows = new Int32Array(marked.count);
    let count = 0;
    for (let position = 0; position < marked.count; position++) if (found[position] === NOT_KNOWN) rows[count++] = marked.selection[position] as number;
    if (count > 0)
      await this.#late.add(
        keep(
          select(
            withEmptyFields(
              marked,
              this.#fields.map((field) => this.#marks.marked(field)),
            ),
            rows,
            count,
          ),
          this.#wanted,
        ),
      );
  }

  /** Tells all records that break the rule and were not known to, some at a time. */
  async late(tell: TellBreaches): Promise<void> {
    const cursor = await KeyCursor.open(this.#late.sortedWithKeys(), this.order);
    await this.breaches(cursor, (part) => numbersOf(part, this.#marks.position), tell);
  }

  async close(): Promise<void> {
    await this.#late.close();
  }

  protected abstract known(keys: ByteKeys, position: number, number: number): number;
  protected abstract breaches(cursor: KeyCursor, positionsOf: (part: Batch) => Float64Array, tell: TellBreaches): Promise<void>;
}

/** No two records have the same values. */
export class UniqueRule extends KeyRule {
  readonly #memory: number;
  #first = new Float64Array(1024);

  constructor(rule: number, fields: readonly string[], ignoreCase: boolean, marks: SideRecords, context: StepContext, budget: number) {
    super(rule, fields, ignoreCase, marks, context, budget / 2);
    this.#memory = budget / 2;
  }

  protected known(keys: ByteKeys, position: number, number: number): number {
    const [start, end] = [keys.starts[position] as number, keys.starts[position + 1] as number];
    const isFull = this.table.memory + this.#first.byteLength > this.#memory;
    const found = isFull ? this.table.find(keys.bytes, start, end) : this.table.insert(keys.bytes, start, end);
    if (isFull) return found >= 0 ? (this.#first[found] as number) : NOT_KNOWN;
    if (found >= 0) return this.#first[found] as number;
    if (~found >= this.#first.length) {
      const grown = new Float64Array(this.#first.length * 2);
      grown.set(this.#first);
      this.#first = grown;
    }
    this.#first[~found] = number;
    return KEPT;
  }

  protected async breaches(cursor: KeyCursor, positionsOf: (part: Batch) => Float64Array, tell: TellBreaches): Promise<void> {
    while (!cursor.ended) {
      let first = -1;
      await cursor.takeGroup((part) => {
        const positions = positionsOf(part);
        const found: LateBreach[] = [];
        for (let at = 0; at < part.count; at++) {
          const position = positions[part.selection[at] as number] as number;
          if (first < 0) first = position;
          else found.push({ position, rule: this.rule, first });
        }
        if (found.length > 0) return tell(found);
      });
    }
  }
}

/** The value is among those of the second input. */
export class ExistsRule extends KeyRule {
  readonly #memory: number;
  readonly #field: string;
  readonly #referenceOrder: KeyOrder;
  readonly #reference: ExternalSorter<ByteKeys>;

  constructor(rule: number, field: string, other: string, ignoreCase: boolean, marks: SideRecords, context: StepContext, budget: number) {
    super(rule, [field], ignoreCase, marks, context, budget / 3);
    this.#memory = budget / 3;
    this.#field = other;
    this.#referenceOrder = new KeyOrder([other], { trim: true, ignoreCase });
    this.#reference = createSorter(context, `reference-${rule}`, this.#referenceOrder, budget / 3);
  }

  /** Takes records of the second input. */
  async learn(batch: Batch): Promise<void> {
    const own = keep(withEmptyFields(batch, [this.#field]), [this.#field]);
    const keys = this.#referenceOrder.prepare(own);
    const rows = new Int32Array(own.count);
    let count = 0;
    for (let position = 0; position < own.count; position++) {
      const [start, end] = [keys.starts[position] as number, keys.starts[position + 1] as number];
      if (this.table.memory <= this.#memory) this.table.insert(keys.bytes, start, end);
      else if (this.table.find(keys.bytes, start, end) < 0) rows[count++] = own.selection[position] as number;
    }
    if (count > 0) await this.#reference.add(select(own, rows, count));
  }

  protected known(keys: ByteKeys, position: number): number {
    const found = this.table.find(keys.bytes, keys.starts[position] as number, keys.starts[position + 1] as number);
    if (found >= 0) return KEPT;
    return this.#reference.records > 0 ? NOT_KNOWN : MISSING;
  }

  protected async breaches(cursor: KeyCursor, positionsOf: (part: Batch) => Float64Array, tell: TellBreaches): Promise<void> {
    const reference = await KeyCursor.open(this.#reference.sortedWithKeys(), this.#referenceOrder);
    while (!cursor.ended) {
      const order = cursor.compare(reference);
      if (order > 0) await reference.takeGroup(() => undefined);
      else
        await cursor.takeGroup((part) => {
          if (order === 0) return;
          const positions = positionsOf(part);
          return tell(Array.from(part.selection.subarray(0, part.count), (row) => ({ position: positions[row] as number, rule: this.rule, first: -1 })));
        });
    }
    await reference.close();
  }

  override async close(): Promise<void> {
    await super.close();
    await this.#reference.close();
  }
}

/** A sorter of this step. */
export function createSorter<K>(context: StepContext, name: string, order: RowOrder<K>, budget: number): ExternalSorter<K> {
  const { spill, signal } = context;
  return new ExternalSorter({ order, budget, folder: () => spill.folder(), name, signal });
}

/** Breaches as records, to be sorted. */
export function breachBatch(breaches: readonly LateBreach[]): Batch {
  const of = (pick: (breach: LateBreach) => number) => Float64Array.from(breaches, pick);
  return withNumbers(createBatch([], [], breaches.length, runningOrigin(0, 0)), [
    { name: 'position', values: of(({ position }) => position) },
    { name: 'rule', values: of(({ rule }) => rule) },
    { name: 'first', values: of(({ first }) => first) },
  ]);
}
