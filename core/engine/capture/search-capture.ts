import { join } from 'node:path';
import { type ErrorReport, toErrorReport } from '../../base/errors.ts';
import type { Field } from '../../base/field.ts';
import type { RecordOrigin } from '../../base/sample.ts';
import type { Value } from '../../base/value.ts';
import { fieldsOf } from '../../data/batch-ops.ts';
import { canonicalText } from '../../data/canonical-text.ts';
import { valueAt } from '../../data/column-value.ts';
import { cutValue } from '../../data/cut-value.ts';
import { sourceAt } from '../../data/origin.ts';
import { SpoolReader } from '../../formats/spool/spool-reader.ts';
import type { Cancel } from '../cancel.ts';
import { type CapturedPort, readManifest } from './capture-manifest.ts';
import { type FoundRecord, searchBatches } from './search-batches.ts';

/** What is looked for in the input that a run captured, in `folder`. */
export type CaptureSearch = { readonly folder: string } & (
  | { readonly kind: 'words'; readonly words: string; readonly field?: string | undefined; readonly most: number }
  /** One record; with `full` its values are not cut. */
  | { readonly kind: 'record'; readonly origin: RecordOrigin; readonly full?: boolean | undefined }
  | ({ readonly kind: 'value' } & ValueWanted)
);

/** One value that was cut, to be read whole: of a record of this origin, at one of these places, in this field, beginning with these characters. */
export interface ValueWanted {
  readonly at: readonly Pick<CapturedPort, 'nodeId' | 'port' | 'side'>[];
  readonly origin: RecordOrigin;
  readonly field: string;
  readonly begins: string;
}

/** What a search tells: how far it is, what was found, and last of all that it has ended. */
export type CaptureFound =
  | { kind: 'progress'; looked: number; of: number }
  | { kind: 'hits'; nodeId: string; hits: FoundRecord[] }
  | { kind: 'record'; nodeId: string; port: string; fields: Field[]; row: Value[] }
  /** `cut`: even this is not all of it. */
  | { kind: 'value'; value: Value; cut: boolean }
  | { kind: 'ended'; looked: number; of: number; error?: ErrorReport | undefined };

/** A value in full is no longer than this. */
const LONGEST_VALUE = 8_000_000;

/**
 * Looks through what the sources of a run captured, one frame of a file after the other: no more than a frame is in memory. Stops when `cancel` is raised, or
 * enough was found.
 */
export async function searchCapture(search: CaptureSearch, tell: (event: CaptureFound) => void, cancel: Cancel): Promise<void> {
  const manifest = readManifest(search.folder);
  const ports = manifest?.ports.filter((port) => isSearched(search, port)) ?? [];
  const of = ports.reduce((sum, { records }) => sum + records, 0);
  let [looked, found] = [0, 0];
  let error: ErrorReport | undefined;
  for (const { nodeId, port, file } of ports) {
    if (cancel.raised() || (search.kind === 'words' && found >= search.most)) break;
    let reader: SpoolReader | null = null;
    try {
      reader = await SpoolReader.open(join(search.folder, file));
      if (search.kind === 'value') {
        const whole = await wholeValue(reader, manifest?.sources ?? [], search);
        if (!whole) continue;
        tell({ kind: 'value', ...whole });
        break;
      }
      if (search.kind === 'record') {
        for await (const batch of reader.pick(new Set([search.origin.ordinal]))) {
          const row = batch.selection[0] as number;
          if (manifest?.sources[sourceAt(batch, row)] !== search.origin.source) continue;
          const most = search.full ? LONGEST_VALUE : undefined;
          tell({ kind: 'record', nodeId, port, fields: fieldsOf(batch), row: batch.columns.map((column) => cutValue(valueAt(column, row), most).value) });
          break;
        }
        continue;
      }
      for await (const batch of reader.batches()) {
        if (cancel.raised() || found >= search.most) break;
        const hits = searchBatches([batch], manifest?.sources ?? [], search.words, search.most - found, search.field);
        if (hits.length > 0) tell({ kind: 'hits', nodeId, hits });
        found += hits.length;
        looked += batch.count;
        tell({ kind: 'progress', looked, of });
      }
    } catch (reason) {
      error ??= toErrorReport(reason);
    } finally {
      await reader?.close();
    }
  }
  tell({ kind: 'ended', looked, of, ...(error ? { error } : {}) });
}

function isSearched(search: CaptureSearch, { nodeId, port, side }: Pick<CapturedPort, 'nodeId' | 'port' | 'side'>): boolean {
  if (search.kind === 'value') return search.at.some((place) => place.nodeId === nodeId && place.port === port && place.side === side);
  return side === 'out' && (search.kind === 'words' || nodeId === search.origin.source);
}

async function wholeValue(
  reader: SpoolReader,
  sources: readonly string[],
  { origin, field, begins }: ValueWanted,
): Promise<{ value: Value; cut: boolean } | null> {
  for await (const batch of reader.pick(new Set([origin.ordinal]))) {
    const column = batch.columns[fieldsOf(batch).findIndex(({ name }) => name === field)];
    if (!column) return null;
    for (const row of batch.selection.subarray(0, batch.count)) {
      if (sources[sourceAt(batch, row)] !== origin.source) continue;
      const value = valueAt(column, row);
      if (canonicalText(value).startsWith(begins)) return cutValue(value, LONGEST_VALUE);
    }
  }
  return null;
}
