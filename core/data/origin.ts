import type { Batch, Origin } from './batch.ts';

/** Ordinal of the source record that a physical row came from. */
export function ordinalAt(batch: Batch, row: number): number {
  const { ordinals, first } = batch.origin;
  return ordinals === null ? first + row : (ordinals[row] as number);
}

/** Index of the source step that a physical row came from. */
export function sourceAt(batch: Batch, row: number): number {
  const { source } = batch.origin;
  return typeof source === 'number' ? source : (source[row] as number);
}

/** Origin of rows that run on from one another. */
export function runningOrigin(source: number, first: number): Origin {
  return { source, first, ordinals: null };
}

/** The smallest form of an origin: no arrays where one number says it. Keeps the arrays it is given. */
export function compactOrigin(sources: Int32Array, ordinals: Float64Array): Origin {
  const first = ordinals[0] ?? 0;
  const source = sources[0] ?? 0;
  let running = true;
  let single = true;
  for (let row = 1; row < ordinals.length; row++) {
    if (ordinals[row] !== first + row) running = false;
    if (sources[row] !== source) single = false;
  }
  return { source: single ? source : sources, first, ordinals: running ? null : ordinals };
}
