import { countOf } from '../../base/amounts.ts';
import type { Batch } from '../../data/batch.ts';
import type { SettledFates, StepContext } from '../../engine/node-door.ts';
import type { ByteKeys } from '../../spill/byte-keys.ts';
import type { KeyLimits } from './forgotten.ts';
import { HASH, wordAt } from './hash-words.ts';
import { hash128 } from './hash128.ts';
import type { EarlierKeys } from './keep-one.ts';
import { KeptKeys } from './kept-keys.ts';
import { NewKeys } from './new-keys.ts';

const DAY = 86_400_000;

/** Bytes of memory for what is looked up, and for what is to be remembered. */
export interface EarlierMemory {
  readonly looking: number;
  readonly remembering: number;
}

/** What earlier runs have passed on, and what this one adds to it. */
export class EarlierRuns {
  readonly #context: StepContext;
  readonly #kept: KeptKeys;
  readonly #new: NewKeys;
  readonly #today: number;

  constructor(limits: KeyLimits, context: StepContext, { looking, remembering }: EarlierMemory) {
    this.#context = context;
    this.#today = Math.floor(context.startedAt / DAY);
    this.#kept = new KeptKeys(context.state.folder(), this.#today, limits, { memory: looking, adds: context.mode === 'run' || context.mode === 'replay' });
    this.#new = new NewKeys(context, remembering);
  }

  /** Whether a key that was seen before has to be told each time: then ask about each key once. */
  get ages(): boolean {
    return this.#kept.ages;
  }

  /** Whether the keys that are still to come are better asked about in their order. */
  get readMuch(): boolean {
    return this.#kept.readMuch;
  }

  /** Whether an earlier run has passed the key on. Remembers it for later runs, if need be with where the record came from. */
  isOld(hash: Uint8Array, source: number, ordinal: number): boolean {
    const [w0, w1, w2, w3] = [wordAt(hash, 0), wordAt(hash, 4), wordAt(hash, 8), wordAt(hash, 12)];
    const before = this.#kept.dayOf(w0, w1, w2, w3);
    const isOld = this.#kept.counts(before, w0, w1, w2, w3);
    if (!isOld) this.#new.passedOn(hash, before, source, ordinal);
    else if (this.#kept.ages && before < this.#today) this.#new.seenAgain(hash, before);
    return isOld;
  }

  /** Asks about keys in their order, with no more than so many bytes of memory. */
  walk(memory: number): EarlierKeys {
    this.#kept.keepLess(memory);
    return { isOld: (key, source, ordinal) => this.isOld(unescaped(key), source, ordinal) };
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
    // The files are moved where they stay, which not every system does with open ones.
    this.#kept.close();
  }

  async close(): Promise<void> {
    this.#kept.close();
    await this.#new.close();
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
