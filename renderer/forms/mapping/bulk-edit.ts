import type { Field } from '../../../core/base/field.ts';
import type { Mapping, MappingItem } from '../../../core/catalog/shapes.ts';
import { givenType } from '../../../core/catalog/target-gaps.ts';
import type { ValueFacts } from '../../../core/catalog/value-shapes.ts';
import { castFor } from './mapper-model.ts';
import { copyItem, freeName, untaken } from './mapping-edit.ts';

/** How names are written. */
export type NameCase = 'snake_case' | 'kebab-case' | 'camelCase' | 'PascalCase' | 'lower' | 'UPPER' | 'Title Case';

/** A change of many fields at once. */
export type BulkEdit =
  | { kind: 'trim' }
  | { kind: 'keep-all' }
  | { kind: 'drop-unmapped' }
  | { kind: 'convert' }
  | { kind: 'replace'; find: string; by: string }
  | { kind: 'case'; to: NameCase }
  | { kind: 'affix'; prefix: string; suffix: string; remove: boolean };

/** One line of the preview: what a field is now, and what it would be. */
export interface BulkChange {
  what: string;
  before: string;
  after: string;
  /** The new name is taken by another field: the change cannot be made. */
  clash?: boolean;
}

/** What is known of the arriving fields when many are changed. */
export interface BulkFields {
  arriving: readonly Field[];
  facts: ReadonlyMap<string, ValueFacts | null>;
}

/** The mapping after the change, and the changes one by one; nothing is changed in place. */
export function bulkEdit(mapping: Mapping, edit: BulkEdit, known: BulkFields): { mapping: Mapping; changes: BulkChange[] } {
  switch (edit.kind) {
    case 'trim':
      return itemByItem(mapping, (item) => trimmed(item, known.arriving), sourceOf);
    case 'convert':
      return itemByItem(mapping, (item) => convertedItem(item, mapping, known), typeOf);
    case 'keep-all': {
      const added = untaken(mapping, known.arriving);
      let next = mapping;
      for (const { name } of added) next = { ...next, items: [...next.items, { ...copyItem(name), to: freeName(next, name) }] };
      return { mapping: next, changes: next.items.slice(mapping.items.length).map((item) => ({ what: item.from, before: '', after: item.to })) };
    }
    case 'drop-unmapped': {
      const gone = mapping.rest === 'keep' ? untaken(mapping, known.arriving) : [];
      const empty = mapping.items.filter(({ from, formula }) => from === '' && formula.trim() === '');
      const next: Mapping = { ...mapping, rest: 'drop', items: mapping.items.filter((item) => !empty.includes(item)) };
      const changes = [...gone.map(({ name }) => name), ...empty.map(({ to }) => to)].map((what) => ({ what, before: what, after: '' }));
      return { mapping: changes.length === 0 && mapping.rest === 'drop' ? mapping : next, changes };
    }
    default:
      return renamed(mapping, edit);
  }
}

function itemByItem(mapping: Mapping, change: (item: MappingItem) => MappingItem, words: (item: MappingItem) => string) {
  const changes: BulkChange[] = [];
  const items = mapping.items.map((item) => {
    const next = change(item);
    if (next !== item) changes.push({ what: item.to, before: words(item), after: words(next) });
    return next;
  });
  return { mapping: changes.length === 0 ? mapping : { ...mapping, items }, changes };
}

function sourceOf({ from, formula }: MappingItem): string {
  return formula.trim() === '' ? from : formula;
}

function typeOf({ type, format }: MappingItem): string {
  return [type ?? '', format ?? ''].filter(Boolean).join(' ');
}

/** Texts without blanks around them: copies of texts, and formulas that are to give one, unless they are trimmed already. */
function trimmed(item: MappingItem, arriving: readonly Field[]): MappingItem {
  const formula = item.formula.trim();
  if (formula !== '') return item.type === 'text' && !/^TRIM\s*\(/i.test(formula) ? { ...item, formula: `TRIM(${formula})` } : item;
  if (arriving.find(({ name }) => name === item.from)?.type !== 'text') return item;
  return { ...item, from: '', formula: `TRIM([${item.from.replace(/[\\.[\]]/g, '\\$&')}])` };
}

function convertedItem(item: MappingItem, { target }: Mapping, { arriving, facts }: BulkFields): MappingItem {
  const wanted = target?.fields.find(({ name }) => name === item.to);
  if (!wanted || item.formula.trim() !== '' || givenType(item, arriving) === wanted.type) return item;
  const { type: _type, format: _format, ...plain } = item;
  const cast = castFor(
    arriving.find(({ name }) => name === item.from),
    facts.get(item.from),
    wanted,
  );
  return cast.type === undefined || (cast.type === item.type && cast.format === item.format) ? item : { ...plain, ...cast };
}

function renamed(mapping: Mapping, edit: Extract<BulkEdit, { kind: 'replace' | 'case' | 'affix' }>) {
  const names = mapping.items.map(({ to }) => newName(to, edit));
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const changes = mapping.items.flatMap((item, i): BulkChange[] => {
    const name = names[i] as string;
    if (name === item.to) return [];
    const clash = name === '' || (counts.get(name) ?? 0) > 1;
    return [{ what: item.to, before: item.to, after: name, ...(clash ? { clash } : {}) }];
  });
  const next = { ...mapping, items: mapping.items.map((item, i) => (names[i] === item.to ? item : { ...item, to: names[i] as string })) };
  return { mapping: changes.length === 0 ? mapping : next, changes };
}

function newName(name: string, edit: Extract<BulkEdit, { kind: 'replace' | 'case' | 'affix' }>): string {
  if (edit.kind === 'replace') return replaced(name, edit.find, edit.by);
  if (edit.kind === 'case') return inCase(name, edit.to);
  const { prefix, suffix } = edit;
  if (!edit.remove) return `${prefix}${name}${suffix}`;
  const short = prefix !== '' && name.startsWith(prefix) ? name.slice(prefix.length) : name;
  return suffix !== '' && short.endsWith(suffix) ? short.slice(0, -suffix.length) : short;
}

/** Replaces a part of a name; with stars the whole name has to fit, and each star of `by` stands for what the star at the same place found. */
export function replaced(name: string, find: string, by: string): string {
  if (find === '') return name;
  if (!find.includes('*')) return name.replaceAll(find, by);
  const parts = find.split('*');
  const [first = '', ...middle] = parts;
  const last = middle.pop() ?? '';
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length) return name;
  const found: string[] = [];
  let rest = name.slice(first.length, name.length - last.length);
  for (const part of middle) {
    const at = rest.indexOf(part);
    if (at < 0) return name;
    found.push(rest.slice(0, at));
    rest = rest.slice(at + part.length);
  }
  found.push(rest);
  return by.replace(/\*/g, () => found.shift() ?? '');
}

function inCase(name: string, to: NameCase): string {
  if (to === 'lower') return name.toLowerCase();
  if (to === 'UPPER') return name.toUpperCase();
  const words = name
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .map((word) => word.toLowerCase());
  const capital = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1);
  if (words.length === 0) return name;
  if (to === 'snake_case') return words.join('_');
  if (to === 'kebab-case') return words.join('-');
  if (to === 'Title Case') return words.map(capital).join(' ');
  return words.map((word, i) => (i === 0 && to === 'camelCase' ? word : capital(word))).join('');
}
