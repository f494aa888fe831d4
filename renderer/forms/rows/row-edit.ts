import type { FormField, RowPart, RowsForm } from '../../../core/catalog/form.ts';
import type { Problem } from '../../../core/flow/flow.ts';
import { language, told } from '../../i18n/i18n.ts';
import { settingAt } from '../config-path.ts';

/** One entry of the list. */
export type Row = Readonly<Record<string, unknown>>;

const MOST_IN_A_LINE = 3;

/** Whether all parts of an entry fit in one line. */
export function fitsInALine(parts: readonly RowPart[], isShort: (part: RowPart) => boolean): boolean {
  return parts.length <= MOST_IN_A_LINE && parts.every((part) => isShort(part) && !part.help);
}

/** Whether a part is asked for in this entry: by another key of the entry, else by a setting of the step. */
export function isPartShown({ visibleWhen }: RowPart, row: Row, config: Row): boolean {
  if (!visibleWhen) return true;
  const holder = Object.hasOwn(row, visibleWhen.field) ? row : config;
  return visibleWhen.is.includes(settingAt(holder, visibleWhen.field) as string | boolean);
}

/** The same part as a setting of the step: its path leads into the list. */
export function partAt(list: FormField, index: number, part: RowPart): FormField {
  return { ...part, field: `${list.field}.${index}.${part.field}` };
}

/** A new entry; `id` is asked only where entries carry one. */
export function newRow({ empty, idKey }: RowsForm, id: () => string): Row {
  const row = structuredClone(empty);
  return idKey === undefined ? row : { ...row, [idKey]: id() };
}

/** What stays the same of an entry while it is moved about, for React. */
export function keyOf(row: Row, index: number, idKey: string | undefined): string {
  const id = idKey === undefined ? undefined : row[idKey];
  return typeof id === 'string' && id !== '' ? id : String(index);
}

/** Problems of an entry that no part of it shows. */
export function problemsOfRow(problems: readonly Problem[], at: string, shown: readonly FormField[]): readonly Problem[] {
  const isShown = ({ field }: Problem) => shown.some((part) => field === part.field || field?.startsWith(`${part.field}.`));
  return problems.filter((problem) => (problem.field === at || problem.field?.startsWith(`${at}.`)) && !isShown(problem));
}

/** "a case", "an entry"; in other languages the noun alone. */
export function withArticle(noun: string): string {
  if (language() !== 'en') return told(noun);
  return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}
