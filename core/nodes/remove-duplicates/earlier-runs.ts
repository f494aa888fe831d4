import { countOf } from '../../base/amounts.ts';
import type { Batch } from '../../data/batch.ts';
import { KeyTable } from '../../data/key-table.ts';
import type { SettledFates, StepContext } from '../../engine/node-door.ts';
import type { ByteKeys } from '../../spill/byte-keys.ts';
import { hash128 } from './hash128.ts';
import type { EarlierKeys } from './keep-one.ts';
import { KeptKeys, type KeyLimits } from './kept-keys.ts';
import { compareHashes, HASH } from './key-segment.ts';
import { NewKeys } from './new-keys.ts';

const DAY = 86_400_000;
/** Bytes of memory for a key in a table, with room to grow. */
const TABLE_BYTES = 72;

/** What earlier runs have passed on, and what this one adds to it. */
export class EarlierRuns {
  readonly #context: StepContext;
  readonly #kept: KeptKeys;
  readonly #new: NewKeys;
  readonly #today: number;
  #days: Uint32Array = new Uint32Array(0);

  constructor(limits: KeyLimits, context: StepContext, budget: number) {
    this.#context = context;
    this.#today = Math.floor(context.startedAt / DAY);
    this.#kept = new KeptKeys(context.state.folder(), this.#today, limits);
    this.#new = new NewKeys(context, budget);
  }

  /** All kept keys as a table, null when they do not fit into so many bytes. */
  table(memory: number): KeyTable | null {
    const { count } = this.#kept;
    if (count * TABLE_BYTES > memory) return null;
    const table = new KeyTable(count + 1024);
    this.#days = new Uint32Array(count);
    for (const { hash, day } of this.#kept.entries()) this.#days[~table.insert(hash, 0, HASH)] = day;
    return table;
  }

  /** A record with a key that is in the table of kept ones, by its index there. */
  seenAgain(table: KeyTable, index: number): void {
    if (!this.#kept.ages || (this.#days[index] as number) >= this.#today) return;
    this.#days[index] = this.#today;
    this.#new.add(table.keyAt(index), false, 0, 0);
  }

  /** A record that is passed on. */
  passedOn(hash: Uint8Array, source: number, ordinal: number): void {
    this.#new.add(hash, true, source, ordinal);
  }

  /** Asks about keys in their order, straight from the files. */
  walk(): EarlierKeys {
    const entries = this.#kept.entries();
    let next = entries.next();
    return {
      isOld: (key, source, ordinal) => {
        const hash = unescaped(key);
        while (!next.done && compareHashes(next.value.hash, hash) < 0) next = entries.next();
        const old = !next.done && compareHashes(next.value.hash, hash) === 0;
        if (!old) this.#new.add(hash, true, source, ordinal);
        else if (this.#kept.ages && !next.done && next.value.day < this.#today) this.#new.add(hash, false, 0, 0);
        return old;
      },
    };
  }

  /** To be called when a batch has been dealt with. */
  relieve(): void | Promise<void> {
    return this.#new.relieve();
  }

  /** Keeps what this run has delivered, and says on the run what was forgotten for it. */
  async keep(fates: SettledFates): Promise<void> {
    const { old, tooMany, remembered } = await this.#kept.add(this.#new.settled(fates));
    const tell = (count: number, why: string) => {
      if (count === 0) return;
      this.#context.notice({
        level: 'info',
        code: 'keys-forgotten',
        message: `${countOf(count, 'key')} ${why} ${count === 1 ? 'was' : 'were'} forgotten: records with ${count === 1 ? 'it' : 'them'} count as new again. ${countOf(remembered, 'key')} are remembered.`,
      });
    };
    tell(old, 'not seen for longer than the settings say');
    tell(tooMany, 'beyond the number the settings allow');
  }

  close(): Promise<void> {
    return this.#new.close();
  }
}

/** The 128-bit hashes of keys, as keys. */
export function hashedKeys(keysOf: (batch: Batch) => ByteKeys): (batch: Batch) => ByteKeys {
  return (batch) => {
    const { bytes, starts } = keysOf(batch);
    const words = new Uint32Array((batch.count * HASH) / 4);
    for (let position = 0; position < batch.count; position++) {
      const at = position * (HASH / 4);
      hash128(bytes, starts[position] as number, starts[position + 1] as number, words.subarray(at, at + HASH / 4));
    }
    return { bytes: new Uint8Array(words.buffer), starts: Int32Array.from({ length: batch.count + 1 }, (_, at) => at * HASH) };
  };
}

/** The hash in a key as `KeyWriter` writes text: 0 and 1 stand behind a 1. */
function unescaped(key: Uint8Array): Uint8Array {
  const hash = new Uint8Array(HASH);
  let to = 0;
  for (let at = 0; at < key.length; at++) hash[to++] = key[at] === 1 ? (key[++at] as number) - 1 : (key[at] as number);
  return hash;
}
