import type { Place } from '../base/errors.ts';
import type { Field, FieldType } from '../base/field.ts';
import type { RecordOrigin, Sample, SamplePlaces } from '../base/sample.ts';
import type { Value } from '../base/value.ts';
import type { Batch } from './batch.ts';
import { canonicalText } from './canonical-text.ts';
import type { Column } from './column.ts';
import { ColumnProfiler } from './column-profiler.ts';
import { valueAt } from './column-value.ts';
import { cutValue } from './cut-value.ts';
import { ordinalAt, sourceAt } from './origin.ts';
import { Reservoir } from './reservoir.ts';

/** Where the record with this ordinal stands. Asked only for records that are kept, while their batch passes. */
export type Locate = (ordinal: number) => Place | null;

type Reason = NonNullable<Sample['reasons']>[number];

/** How much a sampler keeps. */
export interface SamplerOptions {
  /** How many of the first records are kept. */
  readonly first: number;
  /** How many of the later ones are kept, picked at random. Default 50. */
  readonly later?: number;
  /** Seeded randomness, 0 <= x < 1. */
  random(): number;
  /** Node id of the source step with this index in the plan. */
  sourceId(index: number): string;
}

const MAX_SAMPLE = 512 * 1024;
const PROFILED_WHOLE = 10_000;
const PROFILED_STEP = 64;

interface Kept {
  readonly values: readonly Value[];
  readonly origin: RecordOrigin;
  readonly reason: Reason | undefined;
  readonly place: Place | null;
  readonly size: number;
}

/**
 * Watches a port: counts, keeps the first records and a random selection of later ones, and profiles each field (the first 10,000 records, then one
 * in 64). Everything is copied: no batch is kept alive. A cell is cut to 2,000 characters, the whole sample to about 512 KiB.
 */
export class Sampler {
  readonly #options: SamplerOptions;
  readonly #reservoir: Reservoir;
  readonly #first: Kept[] = [];
  readonly #later: Kept[] = [];
  readonly #fields = new Map<string, { at: number; type: FieldType; profiler: ColumnProfiler }>();
  #total = 0;
  #size = 0;
  #cut = false;
  #full = false;
  #reasons = false;
  #locate: Locate | null = null;
  #places = false;

  constructor(options: SamplerOptions) {
    this.#options = options;
    this.#reservoir = new Reservoir(options.later ?? 50, options.random);
  }

  /** Records that passed so far. */
  get total(): number {
    return this.#total;
  }

  /** Looks at a batch that passes. `reasons`, for rejected records, are parallel to its records. */
  take(batch: Batch, reasons?: readonly Reason[], locate: Locate | null = null): void {
    this.#locate = locate;
    const fields = batch.names.map((name, at) => this.#field(name, batch.columns[at] as Column));
    const before = this.#total;
    this.#total += batch.count;
    if (reasons !== undefined) this.#reasons = true;
    let position = 0;
    for (; position < batch.count && this.#first.length < this.#options.first && !this.#full; position++) {
      const kept = this.#keep(batch, position, fields, reasons?.[position]);
      if (this.#size + kept.size > MAX_SAMPLE && this.#first.length > 0) {
        this.#full = true;
        this.#cut = true;
        break;
      }
      this.#first.push(kept);
      this.#size += kept.size;
    }
    this.#reservoir.pass(batch.count - position, (offset, slot) => this.#keepLater(batch, position + offset, slot, fields, reasons));
    this.#profile(batch, fields, before);
  }

  #keepLater(batch: Batch, position: number, slot: number, fields: readonly { at: number }[], reasons: readonly Reason[] | undefined): void {
    const kept = this.#keep(batch, position, fields, reasons?.[position]);
    const size = this.#size - (this.#later[slot]?.size ?? 0) + kept.size;
    if (size > MAX_SAMPLE) {
      this.#cut = true;
      return;
    }
    this.#size = size;
    if (slot < this.#later.length) this.#later[slot] = kept;
    else this.#later.push(kept);
  }

  #keep(batch: Batch, position: number, fields: readonly { at: number }[], reason: Reason | undefined): Kept {
    const row = batch.selection[position] as number;
    const values: Value[] = new Array(this.#fields.size).fill(null);
    let size = 64;
    for (let column = 0; column < fields.length; column++) {
      const value = this.#cell(valueAt(batch.columns[column] as Column, row));
      values[(fields[column] as { at: number }).at] = value;
      size += typeof value === 'string' ? value.length + 8 : value !== null && typeof value === 'object' ? canonicalText(value).length + 16 : 8;
    }
    const origin = { source: this.#options.sourceId(sourceAt(batch, row)), ordinal: ordinalAt(batch, row) };
    const place = this.#locate?.(origin.ordinal) ?? null;
    if (place) this.#places = true;
    return { values, origin, reason, place, size };
  }

  #cell(value: Value): Value {
    const kept = cutValue(value);
    if (kept.cut) this.#cut = true;
    return kept.value;
  }

  #field(name: string, column: Column): { at: number; profiler: ColumnProfiler } {
    let field = this.#fields.get(name);
    if (field === undefined) {
      field = { at: this.#fields.size, type: column.type, profiler: new ColumnProfiler(name) };
      this.#fields.set(name, field);
    } else if (field.type !== column.type) field.type = 'any';
    return field;
  }

  #profile(batch: Batch, fields: readonly { profiler: ColumnProfiler }[], before: number): void {
    const whole = Math.max(0, Math.min(batch.count, PROFILED_WHOLE - before));
    const next = whole + ((PROFILED_STEP - ((before + whole) % PROFILED_STEP)) % PROFILED_STEP);
    for (let at = 0; at < fields.length; at++) {
      const { profiler } = fields[at] as { profiler: ColumnProfiler };
      const column = batch.columns[at] as Column;
      if (whole > 0) profiler.look(column, batch.selection, whole, 0, 1);
      if (next < batch.count) profiler.look(column, batch.selection, batch.count, next, PROFILED_STEP);
    }
  }

  /** All that is known so far, as plain data that shares nothing with the sampler. */
  sample(): Sample {
    const kept = [...this.#first, ...this.#later];
    const rows = kept.map(({ values }) => Array.from({ length: this.#fields.size }, (_, at) => values[at] ?? null));
    const fields: Field[] = [...this.#fields].map(([name, { at, type }]) => {
      const shown = rows.find((row) => row[at] !== null && row[at] !== '')?.[at];
      return { name, type, ...(shown === undefined || shown === null ? {} : { sample: canonicalText(shown).slice(0, 200) }) };
    });
    const none: Reason = { code: '', message: '' };
    return {
      fields,
      rows,
      origins: kept.map(({ origin }) => ({ ...origin })),
      ...(this.#reasons ? { reasons: kept.map(({ reason }) => ({ ...(reason ?? none) })) } : {}),
      ...(this.#places ? { places: placesOf(kept) } : {}),
      first: this.#first.length,
      total: this.#total,
      profile: [...this.#fields.values()].map(({ profiler }) => profiler.profile()),
      cut: this.#cut,
    };
  }
}

function placesOf(kept: readonly Kept[]): SamplePlaces {
  const files = [...new Set(kept.flatMap(({ place }) => (place?.file === undefined ? [] : [place.file])))];
  return { files, at: kept.map(({ place }) => [place?.file === undefined ? -1 : files.indexOf(place.file), place?.row ?? 0]) };
}
