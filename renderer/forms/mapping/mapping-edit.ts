import type { Field } from '../../../core/base/field.ts';
import type { Sample } from '../../../core/base/sample.ts';
import type { Mapping, MappingItem } from '../../../core/catalog/shapes.ts';
import { showValue } from '../../ui/values.ts';

/** An item that takes a field under its own name. */
export function copyItem(name: string): MappingItem {
  return { to: name, from: name, formula: '' };
}

/** Arriving fields that no item takes as they are. */
export function untaken(mapping: Mapping, fields: readonly Field[]): Field[] {
  const taken = new Set(mapping.items.map((item) => item.from));
  return fields.filter((field) => !taken.has(field.name));
}

/** A name that no other item leaves under. */
export function freeName(mapping: Mapping, wanted: string): string {
  const names = new Set(mapping.items.map((item) => item.to));
  if (!names.has(wanted)) return wanted;
  for (let n = 2; ; n++) if (!names.has(`${wanted} ${n}`)) return `${wanted} ${n}`;
}

/** The name a computed field begins with. */
export const NEW_NAME = 'new_field';

/** Whether nobody has named the field yet. */
export function isNewName(name: string): boolean {
  return name === NEW_NAME || (name.startsWith(`${NEW_NAME} `) && /^\d+$/.test(name.slice(NEW_NAME.length + 1)));
}

/** Replaces one item; `null` removes it. */
export function withMappingItem(mapping: Mapping, index: number, item: MappingItem | null): Mapping {
  const items = item === null ? mapping.items.filter((_item, i) => i !== index) : mapping.items.map((old, i) => (i === index ? item : old));
  return { ...mapping, items };
}

/** What the first sample record holds of an item: what left the step where that was seen, else what arrived in the field it copies. */
export function sampleResult(item: MappingItem, arrived: Sample | null, left: Sample | null): { text: string; empty: boolean } | null {
  return firstValue(left, item.to) ?? (item.formula === '' && item.type === undefined ? firstValue(arrived, item.from) : null);
}

function firstValue(sample: Sample | null, name: string): { text: string; empty: boolean } | null {
  const at = sample?.fields.findIndex((field) => field.name === name) ?? -1;
  const value = sample?.rows[0]?.[at];
  const field = sample?.fields[at];
  if (value === undefined || !field) return null;
  const shown = showValue(value, field.type);
  return { text: shown.text, empty: shown.tone === 'empty' };
}
