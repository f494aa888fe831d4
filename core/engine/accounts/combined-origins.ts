import { closeSync, mkdirSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { RecordOrigins } from '../node-door.ts';

/** Pairs in one block: 1 MiB. */
const BLOCK_PAIRS = 65_536;
/** Blocks kept in memory before they go to the file. */
const MEMORY_BLOCKS = 16;
/** A source record as one number: its source times this, plus its ordinal. Exact for 8,192 sources of 10^12 records each. */
const PER_SOURCE = 2 ** 40;
const PAIR_BYTES = 16;

/**
 * Which source records live on in which others, in the order in which steps said so. Sixteen bytes a pair; beyond 16 MiB they stand in a file of the
 * run's spill folder.
 */
export class CombinedOrigins {
  readonly #path: string;
  #blocks: Float64Array[] = [];
  #fill = BLOCK_PAIRS;
  #file: number | null = null;
  #blocksInFile = 0;
  #pairs = 0;
  /** Where in the list another step began to tell, and which. */
  readonly #told: { from: number; step: number }[] = [];

  constructor(path: string) {
    this.#path = path;
  }

  get isEmpty(): boolean {
    return this.#pairs === 0;
  }

  /** Remembers the first `count` pairs, as told by a step (its index). Throws when the file cannot be written. */
  add(step: number, members: RecordOrigins, leaders: RecordOrigins, count: number): void {
    if (count > 0 && this.#told.at(-1)?.step !== step) this.#told.push({ from: this.#pairs, step });
    this.#pairs += count;
    for (let at = 0; at < count; at++) {
      if (this.#fill === BLOCK_PAIRS) this.#begin();
      const block = this.#blocks[this.#blocks.length - 1] as Float64Array;
      block[this.#fill * 2] = packed(members, at);
      block[this.#fill * 2 + 1] = packed(leaders, at);
      this.#fill++;
    }
  }

  /** All pairs, the last first: a leader that became part of another record later on has its fate before its members ask for it. */
  backwards(visitPair: (source: number, ordinal: number, leaderSource: number, leaderOrdinal: number, step: number) => void): void {
    let [left, at] = [this.#pairs, this.#told.length - 1];
    const visit = (source: number, ordinal: number, leaderSource: number, leaderOrdinal: number): void => {
      left--;
      while (left < (this.#told[at]?.from ?? 0)) at--;
      visitPair(source, ordinal, leaderSource, leaderOrdinal, this.#told[at]?.step ?? 0);
    };
    this.#visitAll(visit);
  }

  #visitAll(visit: (source: number, ordinal: number, leaderSource: number, leaderOrdinal: number) => void): void {
    for (let at = this.#blocks.length - 1; at >= 0; at--)
      visitBlock(this.#blocks[at] as Float64Array, at === this.#blocks.length - 1 ? this.#fill : BLOCK_PAIRS, visit);
    if (this.#file === null) return;
    const block = new Float64Array(BLOCK_PAIRS * 2);
    for (let at = this.#blocksInFile - 1; at >= 0; at--) {
      readSync(this.#file, block, 0, block.byteLength, at * block.byteLength);
      visitBlock(block, BLOCK_PAIRS, visit);
    }
  }

  /** Forgets everything and removes the file. */
  close(): void {
    this.#blocks = [];
    this.#fill = BLOCK_PAIRS;
    this.#pairs = this.#told.length = 0;
    if (this.#file === null) return;
    closeSync(this.#file);
    this.#file = null;
    rmSync(this.#path, { force: true });
  }

  #begin(): void {
    if (this.#blocks.length === MEMORY_BLOCKS) this.#spill();
    this.#blocks.push(new Float64Array(BLOCK_PAIRS * 2));
    this.#fill = 0;
  }

  #spill(): void {
    if (this.#file === null) {
      mkdirSync(dirname(this.#path), { recursive: true });
      this.#file = openSync(this.#path, 'w+');
    }
    for (const block of this.#blocks) {
      let done = 0;
      while (done < block.byteLength) done += writeSync(this.#file, block, done, block.byteLength - done, this.#blocksInFile * BLOCK_PAIRS * PAIR_BYTES + done);
      this.#blocksInFile++;
    }
    this.#blocks = [];
  }
}

function packed({ sources, ordinals }: RecordOrigins, at: number): number {
  return (sources[at] as number) * PER_SOURCE + (ordinals[at] as number);
}

function visitBlock(block: Float64Array, pairs: number, visit: (source: number, ordinal: number, leaderSource: number, leaderOrdinal: number) => void): void {
  for (let at = pairs - 1; at >= 0; at--) {
    const [member, leader] = [block[at * 2] as number, block[at * 2 + 1] as number];
    const [source, leaderSource] = [Math.floor(member / PER_SOURCE), Math.floor(leader / PER_SOURCE)];
    visit(source, member - source * PER_SOURCE, leaderSource, leader - leaderSource * PER_SOURCE);
  }
}
