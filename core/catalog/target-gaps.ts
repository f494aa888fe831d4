import type { Field, FieldType } from '../base/field.ts';
import { fitsAsItIs } from './field-fit.ts';
import type { Mapping, MappingItem, TargetField } from './shapes.ts';

/** What a mapping leaves open of what the other side takes. */
export interface TargetGaps {
  /** Fields of the target that nothing fills. */
  readonly unfilled: readonly TargetField[];
  /** Fields whose values are of another type than the target takes; `index` is that of the item, null for a field that passes as it is. */
  readonly misfits: readonly { name: string; index: number | null; given: FieldType; wanted: FieldType }[];
}

/** The type that an item gives: what it is converted to, else that of the field it copies; `any` where only a run can tell. */
export function givenType(item: MappingItem, arriving: readonly Field[] | null): FieldType {
  if (item.type !== undefined) return item.type;
  if (item.formula.trim() !== '') return 'any';
  return arriving?.find(({ name }) => name === item.from)?.type ?? 'any';
}

/** Whether an item says where its values come from. */
export function isFilled({ from, formula }: MappingItem): boolean {
  return from !== '' || formula.trim() !== '';
}

/** Names under which fields leave that no item makes: those that pass as they are; empty where others are dropped. */
export function passingNames({ items, rest }: Mapping, arriving: readonly Field[]): Set<string> {
  if (rest === 'drop') return new Set();
  const named = new Set(items.flatMap(({ from, to, formula }) => (formula.trim() === '' ? [from, to] : [to])));
  return new Set(arriving.filter(({ name }) => !named.has(name)).map(({ name }) => name));
}

/** What of the stored target a mapping does not fill, or fills with another type; `null` where there is no target, or where nobody knows yet what passes. */
export function targetGaps(mapping: Mapping, arriving: readonly Field[] | null): TargetGaps | null {
  const { target, items, rest } = mapping;
  if (!target || (arriving === null && rest === 'keep')) return null;
  const passing = passingNames(mapping, arriving ?? []);
  const filled = new Set(items.filter(isFilled).map(({ to }) => to));
  const wanted = new Map(target.fields.map((field) => [field.name, field.type]));
  const types = new Map((arriving ?? []).map(({ name, type }) => [name, type]));
  const misfit = (name: string, index: number | null, given: FieldType) => {
    const want = wanted.get(name);
    return want === undefined || fitsAsItIs(given, want) ? [] : [{ name, index, given, wanted: want }];
  };
  const misfits = [
    ...items.flatMap((item, index) => {
      const copied = item.formula.trim() === '' ? types.get(item.from) : undefined;
      return isFilled(item) ? misfit(item.to, index, item.type ?? copied ?? 'any') : [];
    }),
    ...[...passing].flatMap((name) => misfit(name, null, types.get(name) ?? 'any')),
  ];
  return { unfilled: target.fields.filter(({ name }) => !filled.has(name) && !passing.has(name)), misfits };
}
