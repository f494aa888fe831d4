import { type Exact, NUMBER, type Numerals, plus } from './numerals.ts';

const LARGEST = Number.MAX_SAFE_INTEGER;
const MOST_SCALE = 15;
/** Room for so many groups stays when they are forgotten; more is given back, so that what counts as memory in use is. */
const KEPT = 4096;

/** A sum for each group, exact whatever the numbers: whole units as doubles while they fit, beyond that big integers. */
export class ExactSums {
  /** By group: the part of the sum that is whole units of ten to the power minus `#scale`. */
  #units = new Float64Array(0);
  #scale = 0;
  readonly #large = new Map<number, Exact>();

  get memory(): number {
    return this.#units.byteLength + this.#large.size * 120;
  }

  grow(groups: number): void {
    if (groups <= this.#units.length) return;
    const grown = new Float64Array(Math.max(groups, this.#units.length * 2));
    grown.set(this.#units);
    this.#units = grown;
  }

  /** Adds the number at each position to the group at that position. */
  add({ kinds, units, scales, long }: Numerals, groups: Int32Array, count: number): void {
    for (let i = 0; i < count; i++) {
      if (kinds[i] !== NUMBER) continue;
      const group = groups[i] as number;
      const exact = long.size > 0 ? long.get(i) : undefined;
      if (exact) this.addExact(group, exact);
      else this.addUnits(group, units[i] as number, scales[i] as number);
    }
  }

  addExact(group: number, exact: Exact): void {
    const before = this.#large.get(group);
    this.#large.set(group, before ? plus(before, exact) : exact);
  }

  /** What part of the sum is whole units of ten to the power minus `scale`; the rest of it is in `large`. */
  units(group: number): number {
    return this.#units[group] as number;
  }

  get scale(): number {
    return this.#scale;
  }

  large(group: number): Exact | undefined {
    return this.#large.size > 0 ? this.#large.get(group) : undefined;
  }

  /** Adds whole units. */
  addUnits(group: number, units: number, scale: number): void {
    if (scale > this.#scale) this.#rescale(scale);
    const value = scale === this.#scale ? units : units * 10 ** (this.#scale - scale);
    const sum = (this.#units[group] as number) + value;
    if (sum <= LARGEST && sum >= -LARGEST && value <= LARGEST && value >= -LARGEST) this.#units[group] = sum;
    else this.addExact(group, { units: BigInt(units), scale });
  }

  sum(group: number): Exact {
    const small = { units: BigInt(this.#units[group] as number), scale: this.#scale };
    const large = this.#large.get(group);
    return large ? plus(small, large) : small;
  }

  clear(): void {
    if (this.#units.length > KEPT) this.#units = new Float64Array(0);
    else this.#units.fill(0);
    this.#large.clear();
  }

  /** Smaller units for all groups; sums that would not fit go where they do. */
  #rescale(scale: number): void {
    const factor = 10 ** (Math.min(scale, MOST_SCALE) - this.#scale);
    for (let group = 0; group < this.#units.length; group++) {
      const units = this.#units[group] as number;
      if (Math.abs(units * factor) <= LARGEST) this.#units[group] = units * factor;
      else {
        this.addExact(group, { units: BigInt(units), scale: this.#scale });
        this.#units[group] = 0;
      }
    }
    this.#scale = Math.min(scale, MOST_SCALE);
  }
}
