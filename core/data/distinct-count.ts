const BITS = 11;
const REGISTERS = 1 << BITS;

/** HyperLogLog: estimates how many different things were seen, in 2 KiB, within about 2.5 % (nearly exact below a few hundred). */
export class DistinctCount {
  readonly #registers = new Uint8Array(REGISTERS);

  /** Adds the hash of a thing (32 bits). */
  addHash(hash: number): void {
    let h = hash;
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    h ^= h >>> 16;
    const register = h >>> (32 - BITS);
    const rank = Math.clz32((h << BITS) | (1 << (BITS - 1))) + 1;
    if (rank > (this.#registers[register] as number)) this.#registers[register] = rank;
  }

  estimate(): number {
    let sum = 0;
    let empty = 0;
    for (const rank of this.#registers) {
      sum += 2 ** -rank;
      if (rank === 0) empty++;
    }
    const raw = (0.7213 / (1 + 1.079 / REGISTERS)) * REGISTERS * (REGISTERS / sum);
    if (raw <= 2.5 * REGISTERS && empty > 0) return Math.round(REGISTERS * Math.log(REGISTERS / empty));
    const space = 2 ** 32;
    return Math.round(raw > space / 30 ? -space * Math.log(1 - raw / space) : raw);
  }
}
