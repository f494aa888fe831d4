import type { Field } from '../../base/field.ts';
import type { RecordOrigin } from '../../base/sample.ts';
import type { Value } from '../../base/value.ts';
import type { Batch } from '../../data/batch.ts';
import { columnReader } from '../../data/column-reader.ts';
import { valueAt } from '../../data/column-value.ts';
import { cutValue } from '../../data/cut-value.ts';
import { ordinalAt, sourceAt } from '../../data/origin.ts';
import { type FoundRecord, searchBatches } from '../capture/search-batches.ts';
import type { StepResult } from './preview-cache.ts';

/** Where a preview of a flow has kept records: what arrived at a port of a step, or left it. `look` is the step's own, from the preview. */
export interface PreviewPlace {
  readonly nodeId: string;
  readonly look: number;
  readonly side: 'arrived' | 'left';
  readonly port: string;
}

/** What more is asked for than a preview told. */
export type PreviewLook = { readonly flowId: string } & (
  | { readonly kind: 'rows'; readonly place: PreviewPlace; readonly from: number; readonly count: number }
  /** One value in full, of the record at this position or else the first of this origin. */
  | { readonly kind: 'value'; readonly place: PreviewPlace; readonly field: string; readonly at: number | null; readonly origin: RecordOrigin }
  /** One source record at all these places. */
  | { readonly kind: 'origin'; readonly places: readonly PreviewPlace[]; readonly origin: RecordOrigin }
  /** Source records with a value that holds these words. */
  | { readonly kind: 'search'; readonly places: readonly PreviewPlace[]; readonly words: string }
);

/** One record as it is at a place; `more` of the same origin follow there. */
export interface RecordAtPlace {
  readonly nodeId: string;
  readonly port: string;
  readonly fields: Field[];
  readonly row: Value[];
  readonly more: number;
}

/** The answer: cells are cut like those of samples, but for a value asked for in full. */
export type PreviewSeen =
  | { readonly kind: 'rows'; readonly fields: Field[]; readonly rows: Value[][]; readonly origins: RecordOrigin[]; readonly total: number }
  | { readonly kind: 'value'; readonly value: Value; readonly cut: boolean }
  | { readonly kind: 'origin'; readonly places: RecordAtPlace[] }
  | { readonly kind: 'search'; readonly hits: (FoundRecord & { nodeId: string })[] };

/** An answer ends before it gets longer than this: what crosses to a window must not hold it up. */
const MOST_CHARACTERS = 1_000_000;
/** The longest value that is shown in full. */
const LONGEST_VALUE = 8_000_000;
const MOST_HITS = 20;

/** More of what a preview has kept; null when a step has been worked out anew since, or is gone. */
export function lookAt(look: PreviewLook, resultOf: (nodeId: string) => StepResult | undefined): PreviewSeen | null {
  const keptAt = ({ nodeId, look: asked, side, port }: PreviewPlace) => {
    const result = resultOf(nodeId);
    if (!result || result.step.look !== asked) return null;
    return { batches: (side === 'arrived' ? result.arrived : result.outputs).get(port) ?? [], ids: result.sourceIds };
  };
  if (look.kind === 'rows' || look.kind === 'value') {
    const kept = keptAt(look.place);
    if (!kept) return null;
    return look.kind === 'rows' ? rowsFrom(kept.batches, kept.ids, look.from, look.count) : valueInFull(kept.batches, kept.ids, look);
  }
  const places = look.places.flatMap((place) => {
    const kept = keptAt(place);
    return kept ? [{ place, ...kept }] : [];
  });
  if (look.kind === 'origin')
    return {
      kind: 'origin',
      places: places.flatMap(({ place, batches, ids }) => {
        const [first, ...others] = placesOf(batches, ids, look.origin);
        return first ? [{ nodeId: place.nodeId, port: place.port, ...recordAt(first), more: others.length }] : [];
      }),
    };
  const hits = new Map<string, FoundRecord & { nodeId: string }>();
  for (const { place, batches, ids } of places) {
    for (const hit of searchBatches(batches, ids, look.words, MOST_HITS)) {
      const key = `${hit.origin.source} ${hit.origin.ordinal}`;
      if (!hits.has(key)) hits.set(key, { nodeId: place.nodeId, ...hit });
    }
    if (hits.size >= MOST_HITS) break;
  }
  return { kind: 'search', hits: [...hits.values()].slice(0, MOST_HITS) };
}

function rowsFrom(batches: readonly Batch[], ids: readonly string[], from: number, count: number): PreviewSeen {
  const fields = fieldsIn(batches);
  const rows: Value[][] = [];
  const origins: RecordOrigin[] = [];
  let [before, characters] = [0, 0];
  for (const batch of batches) {
    const start = Math.max(0, from - before);
    before += batch.count;
    if (start >= batch.count) continue;
    const readers = fields.map(({ name }) => {
      const column = batch.columns[batch.names.indexOf(name)];
      return column ? columnReader(column, batch.count) : () => null;
    });
    for (let at = start; at < batch.count && rows.length < count && characters < MOST_CHARACTERS; at++) {
      const row = batch.selection[at] as number;
      const values = readers.map((read) => cutValue(read(row)).value);
      for (const value of values) characters += typeof value === 'string' ? value.length : 8;
      rows.push(values);
      origins.push(originAt(batch, row, ids));
    }
  }
  return { kind: 'rows', fields, rows, origins, total: before };
}

function valueInFull(batches: readonly Batch[], ids: readonly string[], look: Extract<PreviewLook, { kind: 'value' }>): PreviewSeen | null {
  const found = (look.at === null ? null : at(batches, look.at)) ?? placesOf(batches, ids, look.origin)[0];
  const column = found?.batch.columns[found.batch.names.indexOf(look.field)];
  return found && column ? { kind: 'value', ...cutValue(valueAt(column, found.row), LONGEST_VALUE) } : null;
}

function at(batches: readonly Batch[], position: number): { batch: Batch; row: number } | null {
  let before = 0;
  for (const batch of batches) {
    if (position < before + batch.count) return { batch, row: batch.selection[position - before] as number };
    before += batch.count;
  }
  return null;
}

function placesOf(batches: readonly Batch[], ids: readonly string[], { source, ordinal }: RecordOrigin): { batch: Batch; row: number }[] {
  const found: { batch: Batch; row: number }[] = [];
  for (const batch of batches)
    for (let position = 0; position < batch.count; position++) {
      const row = batch.selection[position] as number;
      if (ordinalAt(batch, row) === ordinal && ids[sourceAt(batch, row)] === source) found.push({ batch, row });
    }
  return found;
}

function recordAt({ batch, row }: { batch: Batch; row: number }): { fields: Field[]; row: Value[] } {
  return { fields: fieldsIn([batch]), row: batch.columns.map((column) => cutValue(valueAt(column, row)).value) };
}

function originAt(batch: Batch, row: number, ids: readonly string[]): RecordOrigin {
  return { source: ids[sourceAt(batch, row)] ?? '', ordinal: ordinalAt(batch, row) };
}

/** All fields in the order in which they come; one whose type differs between batches is mixed. */
function fieldsIn(batches: readonly Batch[]): Field[] {
  const fields = new Map<string, Field>();
  for (const batch of batches)
    for (const [column, name] of batch.names.entries()) {
      const type = batch.columns[column]?.type ?? 'any';
      const known = fields.get(name);
      if (!known) fields.set(name, { name, type });
      else if (known.type !== type) fields.set(name, { name, type: 'any' });
    }
  return [...fields.values()];
}
