import { createHash } from 'node:crypto';
import { countOf, formatCount } from '../../base/amounts.ts';
import type { Value } from '../../base/value.ts';
import type { Batch } from '../../data/batch.ts';
import { select } from '../../data/batch-ops.ts';
import { canonicalText } from '../../data/canonical-text.ts';
import { rowReader } from '../../data/records.ts';
import type { NextReading, SourcePosition, SourceSpan, StepContext } from '../../engine/node-door.ts';
import { earlier, isBeyond } from './growing-value.ts';
import type { HttpSourceConfig } from './spec.ts';

/** Records that are remembered at most because they may come again; beyond them some do. */
const MOST_SEEN = 20_000;

/**
 * The largest value of a field that only grows, from run to run. Records may come in any order; a service is asked for what came after it. Where a field names
 * each record, what is asked for overlaps with what was read, and what was read is left out: records with the same value on both sides of a run's or a page's
 * end are neither lost nor read twice.
 */
export class GrowingField {
  readonly #field: string;
  readonly #key: string;
  readonly #name: string;
  readonly #back: number;
  readonly #start: string;
  readonly #began: SourcePosition | null;
  readonly #after: Value;
  #largest: Value;
  /** Prints of the records that may come again, with their values. */
  readonly #seen: Map<string, Value>;
  #leftOut = 0;
  #forgotten = false;

  constructor({ watermark, watermarkName, watermarkStart, watermarkKey, watermarkBack }: HttpSourceConfig, context: StepContext) {
    this.#field = watermark;
    this.#key = watermarkKey;
    this.#back = watermarkKey === '' ? 0 : watermarkBack;
    this.#name = watermarkName;
    this.#start = watermarkStart;
    const { again } = context;
    this.#began = asPosition(again ? again['after'] : context.mode === 'preview' ? null : context.state.get('position'));
    this.#after = this.#began?.['value'] ?? null;
    this.#largest = this.#after;
    this.#seen = new Map(seenIn(this.#began, watermarkKey));
  }

  /** What is asked for beside everything else. */
  get query(): readonly (readonly [string, string])[] {
    const value = this.#after === null ? this.#start : canonicalText(earlier(this.#after, this.#back));
    return value === '' ? [] : [[this.#name, value]];
  }

  /** Records that came, without those that were read before. */
  fresh(batch: Batch): Batch {
    const [at, keyAt] = [batch.names.indexOf(this.#field), this.#key === '' ? -1 : batch.names.indexOf(this.#key)];
    if (at < 0) return batch;
    const read = rowReader(batch);
    const kept = new Int32Array(batch.count);
    let count = 0;
    for (const row of batch.selection.subarray(0, batch.count)) {
      const value = read(row, at);
      const plain = value !== null && typeof value !== 'object';
      if (plain && keyAt >= 0 && this.#wasRead(value, read(row, keyAt))) continue;
      kept[count++] = row;
      if (plain && isBeyond(value, this.#largest)) this.#largest = value;
    }
    return count === batch.count ? batch : select(batch, kept, count);
  }

  /** Forgets what cannot come again, so that as much is remembered as there are records near the largest value. To be called behind each page. */
  tidy(): void {
    if (this.#seen.size <= 2 * MOST_SEEN) return;
    this.#drop(MOST_SEEN);
  }

  /** What a person should know of it at the end; null: nothing. */
  notice(): { code: string; level: 'info' | 'warning'; message: string } | null {
    this.#drop(MOST_SEEN);
    const field = this.#field;
    if (this.#forgotten)
      return {
        code: 'many-at-once',
        level: 'warning',
        message: `More than ${formatCount(MOST_SEEN)} records have nearly the same ${field}: some of them may be read again in the next run.`,
      };
    const count = this.#leftOut;
    if (count === 0) return null;
    return { code: 'read-before', level: 'info', message: `${countOf(count, 'record')} came again: read before, so left out now.` };
  }

  position(): SourcePosition | null {
    if (this.#largest === null) return null;
    const kept = { value: this.#largest, tie: null };
    if (this.#key === '') return kept;
    this.#drop(MOST_SEEN);
    return { ...kept, by: this.#key, seen: [...this.#seen].map(([print, value]) => [print, value]) };
  }

  span(): SourceSpan {
    return {
      again: { after: this.#began },
      from: words(this.#field, this.#after),
      to: words(this.#field, this.#largest) ?? 'nothing was there',
    };
  }

  #wasRead(value: Value, key: Value): boolean {
    const print = printOf(value, key);
    if (this.#seen.has(print)) {
      this.#leftOut++;
      return true;
    }
    this.#seen.set(print, value);
    return false;
  }

  /** Keeps what lies within reach of the next run, the newest where that is too many. */
  #drop(most: number): void {
    if (this.#largest === null) return;
    const from = earlier(this.#largest, this.#back);
    for (const [print, value] of this.#seen) if (isBeyond(from, value)) this.#seen.delete(print);
    if (this.#seen.size <= most) return;
    this.#forgotten = true;
    const oldest = [...this.#seen].sort(([, a], [, b]) => (isBeyond(a, b) ? 1 : isBeyond(b, a) ? -1 : 0));
    for (const [print] of oldest.slice(0, oldest.length - most)) this.#seen.delete(print);
  }
}

/** What the next run would ask for, for a person. */
export function nextAnswer(config: HttpSourceConfig, position: SourcePosition | null): NextReading {
  const { watermark, watermarkName, watermarkStart, watermarkKey, watermarkBack } = config;
  const value = asPosition(position)?.['value'] ?? null;
  if (watermark === '') return { position: null, sentence: 'Everything the service gives, every time.' };
  if (value !== null) {
    const asked = canonicalText(earlier(value, watermarkKey === '' ? 0 : watermarkBack));
    const without = seenIn(asPosition(position), watermarkKey).length;
    const sentence =
      without === 0
        ? `What the service gives for ${watermarkName} = ${asked}.`
        : `What the service gives for ${watermarkName} = ${asked}, without the ${without} records that were read already.`;
    return { position: words(watermark, value), sentence };
  }
  if (watermarkStart === '') return { position: null, sentence: 'Everything the service gives: nothing was read yet.' };
  return { position: null, sentence: `What the service gives for ${watermarkName} = ${watermarkStart}: nothing was read yet.` };
}

function words(field: string, value: Value): string | null {
  return value === null ? null : `${field} ${canonicalText(value)}`;
}

function asPosition(kept: unknown): SourcePosition | null {
  return kept !== null && typeof kept === 'object' && 'value' in kept ? (kept as SourcePosition) : null;
}

/** What was remembered as read, where the same field named records then. */
function seenIn(position: SourcePosition | null, key: string): [string, Value][] {
  const seen = position?.['seen'];
  if (key === '' || position?.['by'] !== key || !Array.isArray(seen)) return [];
  return seen.flatMap((pair) => (Array.isArray(pair) && typeof pair[0] === 'string' ? [[pair[0], pair[1] as Value] as [string, Value]] : []));
}

function printOf(value: Value, key: Value): string {
  return createHash('sha256')
    .update(JSON.stringify([canonicalText(value), canonicalText(key)]))
    .digest('base64url')
    .slice(0, 12);
}
