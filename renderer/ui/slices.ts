/** Work in pieces: it yields what part of it is done (0 to 1) wherever it may pause. */
export type Sliced<T> = Generator<number, T, void>;

/** So many items between two pauses: a fraction of a frame, and few enough pauses to cost nothing. */
const AT_ONCE = 2_000;

/** Pauses now and then in a walk over `count` items; tells the part between `from` and `to`. */
export function pausesAt(item: number, count: number, from: number, to: number): number | null {
  return item % AT_ONCE === AT_ONCE - 1 ? from + ((to - from) * item) / count : null;
}

/** Does all of it at once. */
export function atOnce<T>(work: Sliced<T>): T {
  let step = work.next();
  while (!step.done) step = work.next();
  return step.value;
}

/** Does as much as fits into the time; tells what came of it, or how far it is. */
export function aSlice<T>(work: Sliced<T>, ms: number): { done: T } | { part: number } {
  const end = performance.now() + ms;
  while (true) {
    const step = work.next();
    if (step.done) return { done: step.value };
    if (performance.now() >= end) return { part: step.value };
  }
}
