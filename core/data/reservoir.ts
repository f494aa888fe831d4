/**
 * Picks a fixed number of things from a stream at random, each equally likely (Li's algorithm L): costs nothing for those passed over.
 */
export class Reservoir {
  readonly #size: number;
  readonly #random: () => number;
  #filled = 0;
  #weight = 1;
  #skip = 0;

  constructor(size: number, random: () => number) {
    this.#size = size;
    this.#random = random;
  }

  /** `count` things pass; calls `keep(offset, slot)` for each one that takes a slot (and pushes out what was there). */
  pass(count: number, keep: (offset: number, slot: number) => void): void {
    if (this.#size === 0) return;
    let offset = 0;
    for (; offset < count && this.#filled < this.#size; offset++) {
      keep(offset, this.#filled++);
      if (this.#filled === this.#size) this.#draw();
    }
    let left = count - offset;
    while (left > this.#skip) {
      offset += this.#skip;
      keep(offset, Math.floor(this.#random() * this.#size));
      offset++;
      left -= this.#skip + 1;
      this.#draw();
    }
    this.#skip -= left;
  }

  #draw(): void {
    this.#weight *= Math.exp(Math.log(1 - this.#random()) / this.#size);
    this.#skip = Math.floor(Math.log(1 - this.#random()) / Math.log(1 - this.#weight));
  }
}
