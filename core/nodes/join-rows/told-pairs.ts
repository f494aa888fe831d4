import type { Batch } from '../../data/batch.ts';
import { ordinalAt, sourceAt } from '../../data/origin.ts';
import type { StepContext } from '../../engine/node-door.ts';

/** Tells in which records of the left input those of the right one live on, some at a time. */
export class ToldPairs {
  readonly #context: StepContext;
  readonly #members = { sources: [] as number[], ordinals: [] as number[] };
  readonly #leaders = { sources: [] as number[], ordinals: [] as number[] };

  constructor(context: StepContext) {
    this.#context = context;
  }

  add(member: Batch, row: number, leader: Batch, leaderRow: number): void {
    this.#members.sources.push(sourceAt(member, row));
    this.#members.ordinals.push(ordinalAt(member, row));
    this.#leaders.sources.push(sourceAt(leader, leaderRow));
    this.#leaders.ordinals.push(ordinalAt(leader, leaderRow));
    if (this.#members.sources.length >= 4096) this.tell();
  }

  /** Tells what was added, in that order. */
  tell(): void {
    if (this.#members.sources.length === 0) return;
    this.#context.combined(this.#members, this.#leaders, this.#members.sources.length);
    for (const { sources, ordinals } of [this.#members, this.#leaders]) sources.length = ordinals.length = 0;
  }
}
