import type { Sample } from '../../base/sample.ts';
import type { Batch } from '../../data/batch.ts';
import { textColumn } from '../../data/bytes-column.ts';
import { type Locate, Sampler } from '../../data/sampler.ts';
import type { RejectReason } from '../node-door.ts';
import { cutReason } from '../rejects/rejected-record.ts';
import { seededRandom } from '../seeded-random.ts';

const LATER = 50;

/** Samples of everything that leaves one step, by port; `filtered` and `duplicates` stand beside the output ports. Kept copies, nothing of a batch. */
export class PortSamples {
  readonly #samplers = new Map<string, Sampler>();
  readonly #told = new Map<string, number>();
  readonly #seed: string;
  readonly #sourceId: (index: number) => string;
  readonly #first: number;

  /** The same `seed` picks the same records. */
  constructor(seed: string, sourceId: (index: number) => string, first: number) {
    this.#seed = seed;
    this.#sourceId = sourceId;
    this.#first = first;
  }

  /** `locate` tells where the records stood, of a source that can. */
  take(port: string, batch: Batch, locate: Locate | null = null): void {
    this.#of(port).take(batch, undefined, locate);
  }

  rejected(port: string, batch: Batch, row: number, reason: RejectReason): void {
    this.#of(port).take({ ...batch, selection: Int32Array.of(row), count: 1 }, [cutReason(reason)]);
  }

  /** Text that never became a record stands in a field `raw`. */
  rejectedText(port: string, text: string, source: number, ordinal: number, reason: RejectReason): void {
    const batch: Batch = {
      rows: 1,
      count: 1,
      selection: Int32Array.of(0),
      names: ['raw'],
      columns: [textColumn([text])],
      origin: { source, first: ordinal, ordinals: null },
    };
    this.#of(port).take(batch, [cutReason(reason)]);
  }

  /** What was seen so far, by port. */
  *all(): Generator<[port: string, sample: Sample]> {
    for (const [port, sampler] of this.#samplers) yield [port, sampler.sample()];
  }

  /** Those of ports that have seen more since this was last asked. */
  *untold(): Generator<[port: string, sample: Sample]> {
    for (const [port, sampler] of this.#samplers) {
      if (this.#told.get(port) === sampler.total) continue;
      this.#told.set(port, sampler.total);
      yield [port, sampler.sample()];
    }
  }

  #of(port: string): Sampler {
    let sampler = this.#samplers.get(port);
    if (!sampler) {
      sampler = new Sampler({ first: this.#first, later: LATER, random: seededRandom(`${this.#seed} ${port}`), sourceId: this.#sourceId });
      this.#samplers.set(port, sampler);
    }
    return sampler;
  }
}
