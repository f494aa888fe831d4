/**
 * When the next one may have its turn, kept where all threads of the program see it: each that takes a turn pushes the next one back. Times are those of a
 * clock that all of them share (`Clock.monotonic`).
 */
export class SharedTurns {
  /** To be handed to another thread, which makes turns of it again. */
  readonly memory: SharedArrayBuffer;
  readonly #next: BigInt64Array;

  constructor(memory: SharedArrayBuffer = new SharedArrayBuffer(BigInt64Array.BYTES_PER_ELEMENT)) {
    this.memory = memory;
    this.#next = new BigInt64Array(memory);
  }

  /** Takes the next free turn and says how many ms it is away; the one behind it is at least `gapMs` later. What was taken stays taken. */
  take(nowMs: number, gapMs: number): number {
    const now = BigInt(Math.round(nowMs * 1_000));
    const gap = BigInt(Math.round(gapMs * 1_000));
    for (;;) {
      const next = Atomics.load(this.#next, 0);
      const turn = next > now ? next : now;
      if (Atomics.compareExchange(this.#next, 0, next, turn + gap) === next) return Number(turn - now) / 1_000;
    }
  }
}
