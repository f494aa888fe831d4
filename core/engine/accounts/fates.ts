import type { RunCounts } from '../../base/run-facts.ts';
import type { Batch } from '../../data/batch.ts';
import { ordinalAt, sourceAt } from '../../data/origin.ts';
import { isAskedFor } from '../plan/partners.ts';
import { RejectedOrigins } from '../rejects/rejected-origins.ts';
import { CombinedOrigins } from './combined-origins.ts';

/** Marks that a source record can carry. A target's mark says that this target took it. */
export const READ = 1;
/** Mark of a source record that was rejected anywhere. */
export const REJECTED = 2;
/** Mark of a source record that was dropped as a duplicate. */
export const DUPLICATE = 4;
/** Mark of a source record that was filtered. */
export const FILTERED = 8;
const FIRST_TARGET = 16;
const PAGE = 1 << 16;

type Marks = Uint8Array | Uint16Array | Uint32Array;

/** The marks of records one behind the other, and how many carry which, as far as that is known: any change forgets it. */
interface Page {
  readonly marks: Marks;
  counted: readonly (readonly [marks: number, records: number])[] | null;
}

/** What stands for a target beside its step index when records are marked as it sends them, and not only when all have arrived. */
export function sentMark(step: number): number {
  return -1 - step;
}

/**
 * What became of every source record, by origin: one small number of marks a record (1 byte with up to 4 targets, 2 with 12, 4 with more; the 28th
 * target and all behind it share a mark). A record has one fate: rejected, else delivered, else duplicate, else filtered, else pending.
 */
export class OriginFates {
  readonly #sources = new Map<number, Map<number, Page>>();
  readonly #targets: readonly number[];
  readonly #makeMarks: () => Marks;

  /** Records that live on in others; see `settle`. */
  readonly combined: CombinedOrigins;
  readonly #along = new Map<number, CombinedOrigins>();
  readonly #file: string;
  /** Records that were rejected in others they had gone into, as last settled. */
  #through = new RejectedOrigins();

  /** `targets` are step indexes; `file` is where the list of combined records may go when it grows. */
  constructor(targets: readonly number[], file: string) {
    this.#targets = targets;
    this.#file = file;
    this.combined = new CombinedOrigins(file);
    this.#makeMarks = targets.length <= 4 ? () => new Uint8Array(PAGE) : targets.length <= 12 ? () => new Uint16Array(PAGE) : () => new Uint32Array(PAGE);
  }

  /** Records read along that a step (by its index) combined with others, which may go on with a replayed one. */
  along(step: number): CombinedOrigins {
    const known = this.#along.get(step);
    if (known) return known;
    const list = new CombinedOrigins(`${this.#file}.${step}`);
    this.#along.set(step, list);
    return list;
  }

  /** Forgets the lists of combined records, and removes their files. */
  close(): void {
    for (const list of [this.combined, ...this.#along.values()]) list.close();
  }

  /** The mark of a target, by its step index. */
  targetMark(step: number): number {
    return FIRST_TARGET * 2 ** Math.min(this.#targets.indexOf(step), 27);
  }

  /** Marks the records of a batch; `rows` (physical) instead of its selection where given. */
  mark(bits: number, batch: Batch, rows: Int32Array = batch.selection, count = batch.count): void {
    const { source, ordinals, first } = batch.origin;
    let page: Marks | undefined;
    let pageStart = Number.NEGATIVE_INFINITY;
    let pageSource = -1;
    for (let at = 0; at < count; at++) {
      const row = rows[at] as number;
      const ordinal = ordinals === null ? first + row : (ordinals[row] as number);
      const from = typeof source === 'number' ? source : (source[row] as number);
      let place = ordinal - pageStart;
      if (!(place >= 0 && place < PAGE) || from !== pageSource) {
        const number = Math.floor(ordinal / PAGE);
        page = this.#page(from, number);
        pageStart = number * PAGE;
        pageSource = from;
        place = ordinal - pageStart;
      }
      if (page) page[place] = (page[place] as number) | bits;
    }
  }

  /** Takes marks back from rows (physical) of a batch. */
  unmark(bits: number, batch: Batch, rows: Int32Array, count: number): void {
    for (let at = 0; at < count; at++) {
      const row = rows[at] as number;
      const ordinal = ordinalAt(batch, row);
      const number = Math.floor(ordinal / PAGE);
      const page = this.#page(sourceAt(batch, row), number);
      const place = ordinal - number * PAGE;
      page[place] = (page[place] as number) & ~bits;
    }
  }

  markRow(bits: number, batch: Batch, row: number): void {
    this.markOne(bits, sourceAt(batch, row), ordinalAt(batch, row));
  }

  markOne(bits: number, source: number, ordinal: number): void {
    const number = Math.floor(ordinal / PAGE);
    const page = this.#page(source, number);
    const place = ordinal - number * PAGE;
    page[place] = (page[place] as number) | bits;
  }

  /**
   * Gives the records that were combined into others the marks of those; that of a reject only where the leader was rejected behind the step that combined
   * them (`behind` gives it and the steps after it): elsewhere it went alone. May be called again when more has been marked.
   */
  settle(rejected: RejectedOrigins, behind: (step: number) => ReadonlySet<number>): void {
    if (this.combined.isEmpty) return;
    const through = new RejectedOrigins();
    this.#through = through;
    this.combined.backwards((source, ordinal, leaderSource, leaderOrdinal, step) => {
      let marks = this.#marksOf(leaderSource, leaderOrdinal) & ~READ;
      if (marks & REJECTED) {
        const steps = behind(step);
        if (rejected.has(leaderSource, leaderOrdinal, steps) || through.has(leaderSource, leaderOrdinal, steps)) through.mark(step, source, ordinal);
        else marks &= ~REJECTED;
      }
      if (marks !== 0) this.markOne(marks, source, ordinal);
    });
  }

  /** Whether a record carries the mark. */
  has(bit: number, source: number, ordinal: number): boolean {
    return (this.#marksOf(source, ordinal) & bit) !== 0;
  }

  /** What became of one record, as `tally` counts it; null when it was not read, or is pending. */
  fateOf(source: number, ordinal: number, committed: ReadonlySet<number>): 'delivered' | 'filtered' | 'duplicate' | 'rejected' | null {
    const marks = this.#marksOf(source, ordinal);
    return marks & REJECTED ? 'rejected' : this.#unrejected(marks, committed);
  }

  /**
   * What became of those made of a record that were not rejected, where others made of it were; null when there is nothing to be told of them, or nobody
   * can tell, since the record went into another one that was rejected.
   */
  fateBesideRejects(source: number, ordinal: number, committed: ReadonlySet<number>): 'delivered' | 'filtered' | 'duplicate' | null {
    return this.#through.has(source, ordinal) ? null : this.#unrejected(this.#marksOf(source, ordinal), committed);
  }

  #unrejected(marks: number, committed: ReadonlySet<number>): 'delivered' | 'filtered' | 'duplicate' | null {
    for (const target of this.#targets) if (committed.has(target) && marks & this.targetMark(target)) return 'delivered';
    return marks & DUPLICATE ? 'duplicate' : marks & FILTERED ? 'filtered' : null;
  }

  /** Adds everything up. Only what committed targets took counts as delivered; a record that was never marked as read counts when it was rejected. */
  tally(committed: ReadonlySet<number>): RunCounts {
    let delivered = 0;
    for (const target of this.#targets) if (committed.has(target)) delivered |= this.targetMark(target);
    const counts = { read: 0, delivered: 0, filtered: 0, duplicates: 0, rejected: 0, pending: 0 };
    for (const [marks, records] of this.#byMarks()) {
      if (records === 0 || (marks & (READ | REJECTED)) === 0) continue;
      counts.read += records;
      if (marks & REJECTED) counts.rejected += records;
      else if (marks & delivered) counts.delivered += records;
      else if (marks & DUPLICATE) counts.duplicates += records;
      else if (marks & FILTERED) counts.filtered += records;
      else counts.pending += records;
    }
    return counts;
  }

  /** How many records carry which marks. This is asked while the run goes on, so only pages that have changed are counted again. */
  #byMarks(): Iterable<[marks: number, records: number]> {
    const total = new Map<number, number>();
    for (const [source, own] of this.#sources) {
      if (!isAskedFor(source)) continue;
      for (const page of own.values()) {
        page.counted ??= this.#targets.length > 12 ? countMany(page.marks) : countFew(page.marks);
        for (const [marks, records] of page.counted) total.set(marks, (total.get(marks) ?? 0) + records);
      }
    }
    return total;
  }

  #marksOf(source: number, ordinal: number): number {
    const number = Math.floor(ordinal / PAGE);
    return this.#sources.get(source)?.get(number)?.marks[ordinal - number * PAGE] ?? 0;
  }

  /** The marks of so many records, to be changed. */
  #page(source: number, number: number): Marks {
    let pages = this.#sources.get(source);
    if (!pages) {
      pages = new Map();
      this.#sources.set(source, pages);
    }
    let page = pages.get(number);
    if (!page) {
      page = { marks: this.#makeMarks(), counted: null };
      pages.set(number, page);
    }
    page.counted = null;
    return page.marks;
  }
}

/** Of marks in one or two bytes: counted in a table. */
function countFew(page: Marks): [marks: number, records: number][] {
  const table = new Int32Array(2 ** (page.BYTES_PER_ELEMENT * 8));
  for (let at = 0; at < PAGE; at++) (table[page[at] as number] as number)++;
  const found: [number, number][] = [];
  for (let marks = 0; marks < table.length; marks++) if (table[marks] !== 0) found.push([marks, table[marks] as number]);
  return found;
}

function countMany(page: Marks): [marks: number, records: number][] {
  const found = new Map<number, number>();
  for (const marks of page) found.set(marks, (found.get(marks) ?? 0) + 1);
  return [...found];
}
