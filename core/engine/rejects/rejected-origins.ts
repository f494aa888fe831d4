const PAGE_BITS = 1 << 16;
/** As many rejects are remembered by themselves, to say of which records they were made. */
const MOST_REMEMBERED = 10_000;

type Pages = Map<number, Map<number, Uint8Array>>;

/** A record that a step (by its index) rejected, by its origin. */
export interface RejectedAt {
  readonly step: number;
  readonly source: number;
  readonly ordinal: number;
}

/** Which source records were rejected at which step: one bit a record, in pages of 8 KB that are made only where something was rejected. */
export class RejectedOrigins {
  /** The first of them, in their order. */
  readonly first: RejectedAt[] = [];
  readonly #steps = new Map<number, Pages>();

  mark(step: number, source: number, ordinal: number): void {
    if (this.first.length < MOST_REMEMBERED) this.first.push({ step, source, ordinal });
    const pages = made(
      made(this.#steps, step, () => new Map() as Pages),
      source,
      () => new Map<number, Uint8Array>(),
    );
    const number = Math.floor(ordinal / PAGE_BITS);
    const page = made(pages, number, () => new Uint8Array(PAGE_BITS / 8));
    const bit = ordinal - number * PAGE_BITS;
    page[bit >> 3] = (page[bit >> 3] as number) | (1 << (bit & 7));
  }

  /** Whether the record was rejected, anywhere or at one of some steps. */
  has(source: number, ordinal: number, at?: ReadonlySet<number>): boolean {
    const number = Math.floor(ordinal / PAGE_BITS);
    const bit = ordinal - number * PAGE_BITS;
    for (const [step, pages] of this.#steps) {
      if (at && !at.has(step)) continue;
      if ((((pages.get(source)?.get(number)?.[bit >> 3] ?? 0) >> (bit & 7)) & 1) === 1) return true;
    }
    return false;
  }
}

function made<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let found = map.get(key);
  if (found === undefined) {
    found = make();
    map.set(key, found);
  }
  return found;
}
