import { UserError } from '../../base/errors.ts';
import { type Batch, MAX_BATCH_ROWS } from '../../data/batch.ts';
import { gather, keep, withColumns } from '../../data/batch-ops.ts';
import { textColumn } from '../../data/bytes-column.ts';
import { canonicalText } from '../../data/canonical-text.ts';
import type { Column } from '../../data/column.ts';
import { columnReader } from '../../data/column-reader.ts';
import { valueAt } from '../../data/column-value.ts';
import { ordinalAt, sourceAt } from '../../data/origin.ts';
import type { StepContext } from '../../engine/node-door.ts';
import { itemWriter, jsonText } from './json-text.ts';
import { LIST, PLACE, type PlainNames } from './plain-names.ts';
import type { NestRowsConfig } from './spec.ts';

/** A list may take as much memory as this, also where the step's budget is smaller. */
const LEAST_ROOM = 16 * 1024 * 1024;
/** What a text takes beside its letters. */
const ITEM_BYTES = 32;
/** Groups leave the builder when they take so much. */
const PASS_ON_BYTES = 1024 * 1024;

interface Group {
  readonly batch: Batch;
  readonly row: number;
  /** Each item as JSON. */
  readonly items: string[];
  bytes: number;
}

/** Makes one record of the records of each group. They come sorted by key, batch by batch. */
export class GroupBuilder {
  readonly #config: NestRowsConfig;
  readonly #names: PlainNames;
  readonly #context: StepContext;
  readonly #keys: readonly string[];
  readonly #chosen: readonly string[] | null;
  readonly #room: number;
  #open: Group | null = null;
  #done: Group[] = [];

  constructor(config: NestRowsConfig, names: PlainNames, context: StepContext) {
    this.#config = config;
    this.#names = names;
    this.#context = context;
    this.#keys = names.of(config.keys);
    this.#chosen = config.take === 'chosen' ? names.of(config.fields) : null;
    this.#room = Math.max(LEAST_ROOM, context.spill.memoryBudget / 10);
  }

  /** Takes records with marks where groups begin. Gives the groups that are complete, when there are some worth passing on. */
  add(batch: Batch, begins: Uint8Array): Batch | null {
    const itemOf = this.#itemReader(batch);
    const members = { sources: new Int32Array(batch.count), ordinals: new Float64Array(batch.count) };
    const leaders = { sources: new Int32Array(batch.count), ordinals: new Float64Array(batch.count) };
    let combined = 0;
    for (let position = 0; position < batch.count; position++) {
      const row = batch.selection[position] as number;
      if (this.#open === null || begins[position] === 1) {
        this.#complete();
        this.#open = { batch, row, items: [], bytes: 0 };
      } else {
        members.sources[combined] = sourceAt(batch, row);
        members.ordinals[combined] = ordinalAt(batch, row);
        leaders.sources[combined] = sourceAt(this.#open.batch, this.#open.row);
        leaders.ordinals[combined++] = ordinalAt(this.#open.batch, this.#open.row);
      }
      const item = itemOf(row);
      this.#open.items.push(item);
      this.#open.bytes += ITEM_BYTES + item.length * 2;
      if (this.#open.items.length > this.#config.most || this.#open.bytes > this.#room) throw this.#tooLarge(this.#open);
    }
    this.#context.combined(members, leaders, combined);
    return this.#done.length >= MAX_BATCH_ROWS / 2 || this.#done.reduce((sum, { bytes }) => sum + bytes, 0) > PASS_ON_BYTES ? this.#take() : null;
  }

  /** The groups that are left. */
  end(): Batch | null {
    this.#complete();
    return this.#take();
  }

  #complete(): void {
    if (this.#open !== null) this.#done.push(this.#open);
    this.#open = null;
  }

  /** The record of a group has the key, and what else it keeps, as its first record has them. */
  #take(): Batch | null {
    const groups = this.#done;
    this.#done = [];
    if (groups.length === 0) return null;
    const batches = [...new Set(groups.map(({ batch }) => batch))];
    const places = new Map(batches.map((batch, place) => [batch, place]));
    const batchOf = Int32Array.from(groups, ({ batch }) => places.get(batch) ?? 0);
    const rowOf = Int32Array.from(groups, ({ row }) => row);
    const heads = gather(
      batches.map((batch) => keep(batch, [...this.#keys, ...this.#others(batch), PLACE])),
      batchOf,
      rowOf,
      groups.length,
    );
    return withColumns(heads, [
      {
        name: LIST,
        column: {
          kind: 'json',
          type: 'list',
          text: textColumn(
            groups.map(({ items }) => `[${items.join(',')}]`),
            'list',
          ),
        },
      },
    ]);
  }

  #others({ names }: Batch): string[] {
    if (this.#chosen === null || this.#config.others === 'drop') return [];
    return names.filter((name) => name !== PLACE && !this.#keys.includes(name) && !this.#chosen?.includes(name));
  }

  /** Gives the item that a physical row becomes, as JSON. */
  #itemReader(batch: Batch): (row: number) => string {
    const names = this.#chosen ?? batch.names.filter((name) => name !== PLACE && !this.#keys.includes(name));
    const readers = names.map((name) => {
      const column = batch.columns[batch.names.indexOf(name)];
      return column ? columnReader(column, batch.count) : () => null;
    });
    const [only] = readers;
    if (this.#chosen !== null && this.#config.items === 'values' && only) return (row) => jsonText(only(row));
    const write = itemWriter(names.map((name) => this.#names.nameOf(name)));
    let here = 0;
    const read = (field: number) => (readers[field] as (typeof readers)[number])(here);
    return (row) => {
      here = row;
      return write(read);
    };
  }

  #tooLarge({ batch, row, items }: Group): UserError {
    const key = this.#config.keys.map((name, at) => {
      const column = batch.columns[batch.names.indexOf(this.#keys[at] as string)] as Column;
      return `${name} "${canonicalText(valueAt(column, row)).slice(0, 60)}"`;
    });
    const most = items.length > this.#config.most;
    return new UserError(
      'group-too-large',
      most
        ? `The group of ${key.join(', ')} has more than ${this.#config.most.toLocaleString('en-GB')} records.`
        : `The list of the group of ${key.join(', ')} takes more than ${Math.round(this.#room / 1024 / 1024)} MB.`,
      {
        hint: most
          ? 'Check whether the key is right; if it is, allow more items in the settings of the step.'
          : 'Check whether the key is right; if it is, put fewer fields into the items.',
        place: { field: this.#config.keys[0] ?? '' },
      },
    );
  }
}
