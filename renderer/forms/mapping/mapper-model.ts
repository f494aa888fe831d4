import type { Field, FieldType } from '../../../core/base/field.ts';
import { fitsAsItIs, isSameMaking } from '../../../core/catalog/field-fit.ts';
import { fieldsInFormula } from '../../../core/catalog/formula-references.ts';
import type { Mapping, MappingItem, TargetField } from '../../../core/catalog/shapes.ts';
import { isFilled, passingNames, targetGaps } from '../../../core/catalog/target-gaps.ts';
import { typeOfShape, type ValueFacts } from '../../../core/catalog/value-shapes.ts';
import { copyItem, freeName } from './mapping-edit.ts';

/** An arriving field on the left side of the mapper. */
export interface SourceRow {
  key: string;
  field: Field;
  /** Positions of the target rows it goes into. */
  goesTo: readonly number[];
  /** Leaves under its own name although no line says so. */
  passes: boolean;
}

/** A field that leaves, or that the other side takes, on the right side. */
export interface TargetRow {
  key: string;
  name: string;
  /** Position of its item; null while nothing fills it. */
  index: number | null;
  item: MappingItem | null;
  wanted: TargetField | null;
  /** Arriving fields it is made of. */
  from: readonly string[];
  state: 'copy' | 'formula' | 'passes' | 'open';
  /** Names a field that does not arrive. */
  absent: string | null;
  misfit: { given: FieldType; wanted: FieldType } | null;
  /** The other side is known, and does not take it. */
  unasked: boolean;
}

/** Key of the row of a field that the other side takes: it stays while the field is filled and emptied. */
export function wantedKey(name: string): string {
  return `want ${name}`;
}

/** Key of a row that the other side did not ask for, by its place among those. */
export function ownKey(nth: number): string {
  return `own ${nth}`;
}

/** The fields that leave: those the other side takes in its order, filled or not, then the others. */
export function targetRows(mapping: Mapping, arriving: readonly Field[] | null): TargetRow[] {
  const names = new Set((arriving ?? []).map(({ name }) => name));
  const passing = passingNames(mapping, arriving ?? []);
  const misfits = new Map((targetGaps(mapping, arriving)?.misfits ?? []).map(({ name, index, given, wanted }) => [index ?? name, { given, wanted }]));
  const wanted = mapping.target?.fields ?? [];
  const wantedNames = new Set(wanted.map(({ name }) => name));
  const places = new Map<string, number>();
  mapping.items.forEach(({ to }, index) => {
    if (!places.has(to)) places.set(to, index);
  });
  const rowOf = (key: string, name: string, index: number | null, want: TargetField | null): TargetRow => {
    const item = index === null ? null : (mapping.items[index] as MappingItem);
    const computed = item !== null && item.formula.trim() !== '';
    const from = item === null ? (passing.has(name) ? [name] : []) : computed ? fieldsInFormula(item.formula, names) : item.from === '' ? [] : [item.from];
    return {
      key,
      name,
      index,
      item,
      wanted: want,
      from,
      state: item === null ? (passing.has(name) ? 'passes' : 'open') : computed ? 'formula' : item.from === '' ? 'open' : 'copy',
      absent: item && !computed && item.from !== '' && arriving && !names.has(item.from) ? item.from : null,
      misfit: misfits.get(index ?? name) ?? null,
      unasked: want === null && mapping.target !== undefined,
    };
  };
  const asked = wanted.map((want) => rowOf(wantedKey(want.name), want.name, places.get(want.name) ?? null, want));
  const shown = new Set(asked.flatMap(({ index }) => (index === null ? [] : [index])));
  const others = mapping.items
    .flatMap((item, index) => (shown.has(index) ? [] : [{ item, index }]))
    .map(({ item, index }, nth) => rowOf(ownKey(nth), item.to, index, null));
  return wantedNames.size === 0 ? others : [...asked, ...others];
}

/** The arriving fields, with the rows they go into. */
export function sourceRows(mapping: Mapping, arriving: readonly Field[], rows: readonly TargetRow[]): SourceRow[] {
  const uses = new Map<string, number[]>();
  rows.forEach((row, at) => {
    for (const name of row.from) uses.set(name, [...(uses.get(name) ?? []), at]);
  });
  const passing = passingNames(mapping, arriving);
  return arriving.map((field) => ({ key: field.name, field, goesTo: uses.get(field.name) ?? [], passes: passing.has(field.name) }));
}

/** What an arriving field has to be converted to for a wanted one; nothing where it fits, and where its values do not say surely how they are to be read. */
export function castFor(field: Field | undefined, facts: ValueFacts | null | undefined, wanted: TargetField | null): Pick<MappingItem, 'type' | 'format'> {
  if (!field || !wanted || fitsAsItIs(field.type, wanted.type)) return {};
  if (wanted.type === 'list' || wanted.type === 'object') return {};
  if (field.type !== 'text') return wanted.type === 'date' || isSameMaking(field.type, wanted.type) ? { type: wanted.type } : {};
  const read = facts ? typeOfShape(facts.shape) : null;
  if (!facts || read === null || facts.ambiguous) return {};
  if (!isSameMaking(read, wanted.type)) return {};
  return { type: wanted.type, ...(facts.format === undefined ? {} : { format: facts.format }) };
}

/** Takes a row from an arriving field, or makes a new one for it when `row` is null. `cast` holds where the row has no type of its own. */
export function linkField(mapping: Mapping, from: string, row: TargetRow | null, cast: Pick<MappingItem, 'type' | 'format'> = {}): Mapping {
  if (!row) return { ...mapping, items: [...mapping.items, { ...copyItem(from), to: freeName(mapping, from) }] };
  if (row.index === null) return withWanted(mapping, { to: row.name, from, formula: '', ...cast });
  const linked = (item: MappingItem): MappingItem => ({ ...(item.type === undefined ? cast : {}), ...item, from, formula: '' });
  return { ...mapping, items: mapping.items.map((item, i) => (i === row.index ? linked(item) : item)) };
}

/** Puts an item for a wanted field where the target has it: before the first item that the target has later. */
export function withWanted(mapping: Mapping, item: MappingItem): Mapping {
  const order = new Map((mapping.target?.fields ?? []).map(({ name }, at) => [name, at]));
  const place = order.get(item.to) ?? Number.POSITIVE_INFINITY;
  const before = mapping.items.findIndex(({ to }) => (order.get(to) ?? Number.POSITIVE_INFINITY) > place);
  const at = before < 0 ? mapping.items.length : before;
  return { ...mapping, items: [...mapping.items.slice(0, at), item, ...mapping.items.slice(at)] };
}

/** Takes the items of rows away; what the other side wants stays in sight, open. */
export function unlinkRows(mapping: Mapping, rows: readonly TargetRow[]): Mapping {
  const gone = new Set(rows.flatMap(({ index }) => (index === null ? [] : [index])));
  return gone.size === 0 ? mapping : { ...mapping, items: mapping.items.filter((_item, index) => !gone.has(index)) };
}

/** Accepted proposals as one change. */
export function acceptAll(mapping: Mapping, pairs: readonly { from: string; to: string; cast: Pick<MappingItem, 'type' | 'format'> }[]): Mapping {
  let next = mapping;
  for (const { from, to, cast } of pairs) {
    const index = next.items.findIndex((item) => item.to === to);
    const old = next.items[index];
    if (old && isFilled(old)) continue;
    next = old
      ? { ...next, items: next.items.map((item, i) => (i === index ? { ...cast, ...item, from } : item)) }
      : withWanted(next, { to, from, formula: '', ...cast });
  }
  return next;
}
