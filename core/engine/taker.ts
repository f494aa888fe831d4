import type { Batch } from '../data/batch.ts';
import type { MaybePromise } from './maybe-promise.ts';
import type { Emit } from './node-door.ts';

/** What takes the records of a step: a transform, a target, or a target's rehearsal. */
export interface Taker {
  /** Ports whose batches may be pushed again in parts when a push throws. */
  readonly splits: { has(port: string): boolean };
  /** Says itself which of its records hold a replayed one. */
  readonly claims?: boolean;
  /** May still be at work on the batch before. */
  readonly trails?: boolean;
  push(port: string, batch: Batch, emit: Emit): MaybePromise;
  flush(port: string, emit: Emit): MaybePromise;
}
