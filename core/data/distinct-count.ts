const BITS = 11;
const REGISTERS = 1 << BITS;
/** Up to so many different hashes are kept one by one. */
const FEW = 128;

/**
 * Estimates how many different things were seen, from their hashes: exact up to 128 of them, in half a kilobyte; beyond that by HyperLogLog, in 2 KiB and
 * within about 2.5 %.
 */
export class DistinctCount {
  /** A hash table of the first ones; a free slot is 0. */
  #few: Int32Array | null = new Int32Array(32);
  #count = 0;
  #registers = NONE;

  /** Adds the hash of a thing (32 bits). */
  addHash(hash: number): void {
    if (this.#few !== null) this.#addToFew(this.#few, hash === 0 ? 1 : hash);
    else this.#addToRegisters(hash);
  }

  #addToFew(few: Int32Array, hash: number): void {
    const mask = few.length - 1;
    let slot = hash & mask;
    for (; few[slot] !== 0; slot = (slot + 1) & mask) if (few[slot] === hash) return;
    few[slot] = hash;
    this.#count++;
    if (this.#count * 2 < few.length) return;
    if (this.#count < FEW) {
      const wider = new Int32Array(few.length * 2);
      for (const known of few) if (known !== 0) place(wider, known);
      this.#few = wider;
      return;
    }
    this.#few = null;
    this.#registers = new Uint8Array(REGISTERS);
    for (const known of few) if (known !== 0) this.#addToRegisters(known);
  }

  #addToRegisters(hash: number): void {
    let h = hash;
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    h ^= h >>> 16;
    const register = h >>> (32 - BITS);
    const rank = Math.clz32((h << BITS) | (1 << (BITS - 1))) + 1;
    if (rank > (this.#registers[register] as number)) this.#registers[register] = rank;
  }

  estimate(): number {
    if (this.#few !== null) return this.#count;
    let sum = 0;
    let empty = 0;
    for (const rank of this.#registers) {
      sum += 1 / (1 << rank);
      if (rank === 0) empty++;
    }
    const raw = (0.7213 / (1 + 1.079 / REGISTERS)) * REGISTERS * (REGISTERS / sum);
    if (raw <= 2.5 * REGISTERS && empty > 0) return Math.round(REGISTERS * Math.log(REGISTERS / empty));
    const space = 2 ** 32;
    return Math.round(raw > space / 30 ? -space * Math.log(1 - raw / space) : raw);
  }
}

const NONE = new Uint8Array(0);

/** Puts a hash that is not there yet into the first free slot from its place on. */
function place(table: Int32Array, hash: number): void {
  const mask = table.length - 1;
  let slot = hash & mask;
  while (table[slot] !== 0) slot = (slot + 1) & mask;
  table[slot] = hash;
}
