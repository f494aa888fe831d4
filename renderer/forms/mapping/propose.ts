import type { Field } from '../../../core/base/field.ts';
import type { MappingItem } from '../../../core/catalog/shapes.ts';

/** For each wanted name the arriving field that is called the same, give or take capitals, blanks and signs; unmatched ones are left to choose. */
export function proposeByName(wanted: readonly string[], fields: readonly Field[]): MappingItem[] {
  const byName = new Map(fields.map((field) => [plain(field.name), field.name]));
  return wanted.map((to) => ({ to, from: byName.get(plain(to)) ?? '', formula: '' }));
}

function plain(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
