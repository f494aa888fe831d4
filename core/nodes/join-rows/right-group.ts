import type { Batch } from '../../data/batch.ts';
import { slice } from '../../data/batch-ops.ts';
import type { GroupStore } from './group-store.ts';
import { JOINED, MATCHED, PASSED_OVER, UNCLEAR } from './joined-output.ts';
import type { JoinRowsConfig } from './spec.ts';
import type { ToldPairs } from './told-pairs.ts';

/** Partners up to this number are copied beside each record that meets them; more are read again for each. */
export const COPIED_PARTNERS = 64;

/** A record by its batch and physical row there. */
export interface Partner {
  readonly batch: Batch;
  readonly row: number;
}

/** The records of the right input that have one key, and what becomes of them and of the records of the left input that meet them. */
export class RightGroup {
  readonly #config: JoinRowsConfig;
  readonly #store: GroupStore;
  readonly #ends: (part: Batch, fate: number) => void | Promise<void>;
  readonly #told: ToldPairs;
  #records = 0;
  /** The only record so far, of which it is not known yet what becomes of it: whether others follow. */
  #open: Batch | null = null;
  #from = -1;
  /** Partners in memory. */
  held: Partner[] = [];
  /** The record in which the others of the group live on. */
  leader: Partner | null = null;

  constructor(config: JoinRowsConfig, store: GroupStore, ends: (part: Batch, fate: number) => void | Promise<void>, told: ToldPairs) {
    this.#config = config;
    this.#store = store;
    this.#ends = ends;
    this.#told = told;
  }

  /** What becomes of a record of the left input with this key. */
  get fate(): number {
    if (this.#config.join === 'anti') return MATCHED;
    return this.#config.many === 'reject' && this.#records > 1 ? UNCLEAR : JOINED;
  }

  /** How often each of them leaves. */
  get partners(): number {
    return this.#config.many === 'all' ? this.#records : 1;
  }

  /** Where the partners stand in the store, if they are too many to be held. */
  get range(): { from: number; to: number } | null {
    return this.#from < 0 ? null : { from: this.#from, to: this.#from + this.#records };
  }

  async add(part: Batch): Promise<void> {
    const { join, many } = this.#config;
    this.#records += part.count;
    if (join === 'anti') await this.#ends(part, MATCHED);
    else if (many === 'all') await this.#addAll(part);
    else await this.#addOneOf(part, many);
  }

  /** All have come. */
  async end(): Promise<void> {
    if (!this.#open) return;
    this.leader = { batch: this.#open, row: this.#open.selection[0] as number };
    this.held = [this.leader];
    await this.#ends(this.#open, JOINED);
  }

  async #addAll(part: Batch): Promise<void> {
    await this.#ends(part, JOINED);
    this.leader ??= { batch: part, row: part.selection[0] as number };
    for (let position = 0; position < part.count; position++) {
      const row = part.selection[position] as number;
      if (part !== this.leader.batch || row !== this.leader.row) this.#told.add(part, row, this.leader.batch, this.leader.row);
    }
    if (this.#from < 0 && this.#records <= COPIED_PARTNERS) {
      for (let position = 0; position < part.count; position++) this.held.push({ batch: part, row: part.selection[position] as number });
      return;
    }
    if (this.#from < 0) {
      this.#from = this.#store.records;
      for (const { batch, row } of this.held.splice(0)) await this.#store.append({ ...batch, selection: Int32Array.of(row), count: 1 });
    }
    await this.#store.append(part);
  }

  /** Only one of them is taken, or none when there are several. */
  async #addOneOf(part: Batch, many: 'first' | 'last' | 'reject'): Promise<void> {
    const over = many === 'reject' ? UNCLEAR : PASSED_OVER;
    if (many === 'reject' && this.#records > 1) {
      if (this.#open) await this.#ends(this.#open, over);
      this.#open = null;
      await this.#ends(part, over);
      return;
    }
    const taken = many === 'last' ? part.count - 1 : 0;
    if (many === 'first' && this.#open) {
      await this.#ends(part, over);
      return;
    }
    if (this.#open) await this.#ends(this.#open, over);
    this.#open = slice(part, taken, taken + 1);
    const rest = many === 'last' ? slice(part, 0, taken) : slice(part, 1);
    if (rest.count > 0) await this.#ends(rest, over);
  }
}
