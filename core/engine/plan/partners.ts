import { UserError } from '../../base/errors.ts';
import type { Batch } from '../../data/batch.ts';
import { ordinalAt, sourceAt } from '../../data/origin.ts';
import type { CombinedOrigins } from '../accounts/combined-origins.ts';
import type { RecordOrigins } from '../node-door.ts';

/**
 * A replay of a few records may lead through steps that need the others too: a join needs the partners, a group its other members. These others are read
 * along. They carry the index of their source moved up by one block, so that every kind passes the difference on with the origin and none has to know of it.
 * A record that stands for several and holds a replayed one carries the index moved up by two blocks: it goes on, but is none of the records that were asked
 * for.
 */
const BLOCK = 2_048;
/** Most steps of a flow, now and then together, that origins can tell apart in three blocks. */
const MOST_STEPS = BLOCK / 2;

/** The index of the source step itself. */
export function plainSource(source: number): number {
  return source < BLOCK ? source : source % BLOCK;
}

/** Whether a record with this source index is only read along. */
export function isPartner(source: number): boolean {
  return source >= BLOCK && source < 2 * BLOCK;
}

/** Whether a record with this source index is one of those that were asked for. */
export function isAskedFor(source: number): boolean {
  return source < BLOCK;
}

/** Throws a `UserError` for a flow with more steps than origins can tell apart. */
export function checkSteps(steps: number): void {
  if (steps > MOST_STEPS)
    throw new UserError(
      'replay-flow-too-large',
      `A few records of a flow with more than ${MOST_STEPS} steps cannot be replayed together with those they belong to.`,
      {
        hint: 'Replay everything.',
      },
    );
}

/** The batch in which the records (by physical row) that are not chosen are marked as read along. */
export function withPartners(batch: Batch, isChosen: (row: number) => boolean): Batch {
  return withSources(batch, (row, source) => (isChosen(row) ? source : source + BLOCK));
}

/** The batch in which some of the records read along are marked as holding a replayed one. */
export function withClaimed(batch: Batch, isClaimed: (row: number) => boolean): Batch {
  if (partnersIn(batch) === 0) return batch;
  return withSources(batch, (row, source) => (isPartner(source) && isClaimed(row) ? source + BLOCK : source));
}

/** How many records of a batch are only read along. */
export function partnersIn(batch: Batch): number {
  const { source } = batch.origin;
  if (typeof source === 'number') return isPartner(source) ? batch.count : 0;
  let count = 0;
  for (let at = 0; at < batch.count; at++) if (isPartner(source[batch.selection[at] as number] as number)) count++;
  return count;
}

/** The batch without the records that are only read along. */
export function withoutPartners(batch: Batch): Batch {
  const { source } = batch.origin;
  if (typeof source === 'number') return isPartner(source) ? { ...batch, count: 0, selection: batch.selection.subarray(0, 0) } : batch;
  const { rows, count } = rowsAskedFor(batch, batch.selection, batch.count);
  return count === batch.count ? batch : { ...batch, selection: rows, count };
}

/** Of some rows (physical) of a batch those that are not only read along. */
export function rowsAskedFor(batch: Batch, rows: Int32Array, count: number): { rows: Int32Array; count: number } {
  const { source } = batch.origin;
  if (typeof source === 'number') return isPartner(source) ? { rows: rows.subarray(0, 0), count: 0 } : { rows, count };
  const kept = new Int32Array(count);
  let found = 0;
  for (let at = 0; at < count; at++) {
    const row = rows[at] as number;
    if (!isPartner(source[row] as number)) kept[found++] = row;
  }
  return found === count ? { rows, count } : { rows: kept.subarray(0, found), count: found };
}

/** Pairs of records as a step tells them. */
interface Pairs {
  readonly members: RecordOrigins;
  readonly leaders: RecordOrigins;
  readonly count: number;
}

/** Which records that leave a step were read along, but hold a replayed one: they are claimed, so that they go on. */
export class Claims {
  readonly #leaders = new Map<number, Set<number>>();

  /**
   * Takes note of what is combined, and gives the pairs that decide about a replayed record; claimed records with the mark they leave with. The others are put
   * into `along`.
   */
  take(members: RecordOrigins, leaders: RecordOrigins, count: number, along: CombinedOrigins): Pairs {
    const others = { from: { sources: [] as number[], ordinals: [] as number[] }, to: { sources: [] as number[], ordinals: [] as number[] } };
    const from = { sources: [] as number[], ordinals: [] as number[] };
    const to = { sources: [] as number[], ordinals: [] as number[] };
    for (let at = 0; at < count; at++) {
      const [ordinal, leaderOrdinal] = [members.ordinals[at] as number, leaders.ordinals[at] as number];
      const source = this.#left(members.sources[at] as number, ordinal);
      const leader = leaders.sources[at] as number;
      if (isPartner(source)) {
        others.from.sources.push(source);
        others.from.ordinals.push(ordinal);
        others.to.sources.push(leader);
        others.to.ordinals.push(leaderOrdinal);
        continue;
      }
      if (isPartner(leader)) this.#claim(leader, leaderOrdinal);
      from.sources.push(source);
      from.ordinals.push(ordinal);
      to.sources.push(this.#left(leader, leaderOrdinal));
      to.ordinals.push(leaderOrdinal);
    }
    along.add(0, others.from, others.to, others.from.sources.length);
    return { members: from, leaders: to, count: from.sources.length };
  }

  /** How many records that were only read along go on because they are part of one that holds a replayed record. */
  alsoSent(along: CombinedOrigins): number {
    let count = 0;
    for (const ordinals of this.#leaders.values()) count += ordinals.size;
    along.backwards((_source, _ordinal, leaderSource, leaderOrdinal) => {
      if (!isPartner(this.#left(leaderSource, leaderOrdinal))) count++;
    });
    return count;
  }

  /** A batch that leaves, with the marks of what is claimed. */
  apply(batch: Batch): Batch {
    return this.#leaders.size === 0 ? batch : withClaimed(batch, (row) => this.#has(sourceAt(batch, row), ordinalAt(batch, row)));
  }

  #claim(source: number, ordinal: number): void {
    const known = this.#leaders.get(source);
    if (known) known.add(ordinal);
    else this.#leaders.set(source, new Set([ordinal]));
  }

  #has(source: number, ordinal: number): boolean {
    return this.#leaders.get(source)?.has(ordinal) === true;
  }

  #left(source: number, ordinal: number): number {
    return isPartner(source) && this.#has(source, ordinal) ? source + BLOCK : source;
  }
}

function withSources(batch: Batch, sourceOf: (row: number, source: number) => number): Batch {
  const sources = new Int32Array(batch.rows);
  let same = true;
  for (let at = 0; at < batch.count; at++) {
    const row = batch.selection[at] as number;
    sources[row] = sourceOf(row, sourceAt(batch, row));
    if (sources[row] !== sources[batch.selection[0] as number]) same = false;
  }
  if (batch.count === 0) return batch;
  return { ...batch, origin: { ...batch.origin, source: same ? (sources[batch.selection[0] as number] as number) : sources } };
}
