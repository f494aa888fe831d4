const PAGE_BITS = 1 << 16;

/** Which source records were rejected somewhere: one bit a record, in pages of 8 KB that are made only where something was rejected. */
export class RejectedOrigins {
  readonly #sources = new Map<number, Map<number, Uint8Array>>();

  mark(source: number, ordinal: number): void {
    let pages = this.#sources.get(source);
    if (!pages) {
      pages = new Map();
      this.#sources.set(source, pages);
    }
    const number = Math.floor(ordinal / PAGE_BITS);
    let page = pages.get(number);
    if (!page) {
      page = new Uint8Array(PAGE_BITS / 8);
      pages.set(number, page);
    }
    const bit = ordinal - number * PAGE_BITS;
    page[bit >> 3] = (page[bit >> 3] as number) | (1 << (bit & 7));
  }

  has(source: number, ordinal: number): boolean {
    const number = Math.floor(ordinal / PAGE_BITS);
    const bit = ordinal - number * PAGE_BITS;
    return (((this.#sources.get(source)?.get(number)?.[bit >> 3] ?? 0) >> (bit & 7)) & 1) === 1;
  }
}
