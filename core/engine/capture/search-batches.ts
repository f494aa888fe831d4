import type { RecordOrigin } from '../../base/sample.ts';
import type { Batch } from '../../data/batch.ts';
import { columnTextReader } from '../../data/column-reader.ts';
import { cutValue } from '../../data/cut-value.ts';
import { ordinalAt, sourceAt } from '../../data/origin.ts';

/** A record that was found by one of its values. */
export interface FoundRecord {
  readonly origin: RecordOrigin;
  readonly field: string;
  /** The value it was found by, cut where it is long. */
  readonly value: string;
  /** The value is the words and nothing else. */
  readonly whole: boolean;
}

const SHOWN = 200;

/**
 * Records with a value that holds the words, whatever the capitals; blanks around them do not count. Those whose value is the words and nothing else come
 * first; each record once, at most `most`. `field`: only values of this one are looked at.
 */
export function searchBatches(batches: Iterable<Batch>, sourceIds: readonly string[], words: string, most: number, field?: string): FoundRecord[] {
  const wanted = words.trim().toLowerCase();
  const whole: FoundRecord[] = [];
  const partly: FoundRecord[] = [];
  if (wanted === '') return [];
  for (const batch of batches) {
    const readers = batch.names.flatMap((name, column) =>
      field === undefined || name === field ? [{ name, read: columnTextReader(batch.columns[column] as Batch['columns'][number], batch.count) }] : [],
    );
    for (let position = 0; position < batch.count && whole.length < most; position++) {
      const row = batch.selection[position] as number;
      let part: { name: string; text: string } | null = null;
      let same: { name: string; text: string } | null = null;
      for (const { name, read } of readers) {
        const text = read(row);
        if (text === null || text.length < wanted.length) continue;
        const lower = text.toLowerCase();
        if (!lower.includes(wanted)) continue;
        if (lower.trim() === wanted) {
          same = { name, text };
          break;
        }
        part ??= { name, text };
      }
      const hit = same ?? part;
      if (!hit || (!same && partly.length >= most)) continue;
      const origin = { source: sourceIds[sourceAt(batch, row)] ?? '', ordinal: ordinalAt(batch, row) };
      (same ? whole : partly).push({ origin, field: hit.name, value: String(cutValue(hit.text, SHOWN).value), whole: same !== null });
    }
  }
  return [...whole, ...partly].slice(0, most);
}
