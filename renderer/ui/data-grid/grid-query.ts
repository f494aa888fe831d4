import type { FieldType } from '../../../core/base/field.ts';
import { t, text } from '../../i18n/i18n.ts';
import { isNumeric } from '../values.ts';

export type CellTest = 'is' | 'is-not' | 'contains' | 'contains-not' | 'greater' | 'less' | 'between' | 'one-of' | 'empty' | 'filled';

/** What the values of one column have to be, for a record to be shown. */
export interface ColumnFilter {
  column: string;
  test: CellTest;
  /** What is compared with; the lower end of `between`. */
  value?: string;
  /** The upper end of `between`. */
  upTo?: string;
  /** Values as `valueKey` writes them, for `one-of`. */
  among?: readonly string[];
}

export interface GridSort {
  column: string;
  direction: 'ascending' | 'descending';
}

/** Which records of a grid are shown, and in which order. One filter per column; a record has to pass all of them. */
export interface GridQuery {
  filters: readonly ColumnFilter[];
  sort: GridSort | null;
}

export const NO_QUERY: GridQuery = { filters: [], sort: null };

/** What a test is called in a list; the words behind it are written beside it. */
export const TEST_LABELS: Readonly<Record<CellTest, string>> = {
  is: text('is'),
  'is-not': text('is not'),
  contains: text('contains'),
  'contains-not': text('does not contain'),
  greater: text('is greater than'),
  less: text('is less than'),
  between: text('is between'),
  'one-of': text('is one of'),
  empty: text('is empty'),
  filled: text('is not empty'),
};
export const TIME_LABELS: Readonly<Partial<Record<CellTest, string>>> = { greater: text('is after'), less: text('is before') };

/** The tests that make sense for a type, the one that is asked for most often first. */
export function testsFor(type: FieldType): readonly CellTest[] {
  if (isNumeric(type)) return ['is', 'is-not', 'greater', 'less', 'between', 'empty', 'filled'];
  if (isTime(type)) return ['is', 'greater', 'less', 'between', 'empty', 'filled'];
  if (type === 'boolean') return ['empty', 'filled'];
  return ['contains', 'contains-not', 'is', 'is-not', 'greater', 'less', 'between', 'empty', 'filled'];
}

export function isTime(type: FieldType): boolean {
  return type === 'date' || type === 'datetime' || type === 'time';
}

/** The query with another filter of that column, or without one. */
export function withFilter(query: GridQuery, column: string, filter: ColumnFilter | null): GridQuery {
  const others = query.filters.filter((one) => one.column !== column);
  return { ...query, filters: filter ? [...others, filter] : others };
}

export function isSameQuery(a: GridQuery, b: GridQuery): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

const SHOWN_VALUES = 3;

/** "Status is one of Active, On leave" */
export function filterWords(filter: ColumnFilter, type: FieldType): string {
  const { column, test, value = '', upTo = '' } = filter;
  switch (test) {
    case 'is':
      return t('{{column}} is {{value}}', { column, value });
    case 'is-not':
      return t('{{column}} is not {{value}}', { column, value });
    case 'contains':
      return t('{{column}} contains {{value}}', { column, value });
    case 'contains-not':
      return t('{{column}} does not contain {{value}}', { column, value });
    case 'greater':
      return isTime(type) ? t('{{column}} is after {{value}}', { column, value }) : t('{{column}} is greater than {{value}}', { column, value });
    case 'less':
      return isTime(type) ? t('{{column}} is before {{value}}', { column, value }) : t('{{column}} is less than {{value}}', { column, value });
    case 'between':
      return t('{{column}} is between {{value}} and {{upTo}}', { column, value, upTo });
    case 'empty':
      return t('{{column}} is empty', { column });
    case 'filled':
      return t('{{column}} is not empty', { column });
    case 'one-of':
      return amongWords(column, filter.among ?? []);
  }
}

function amongWords(column: string, among: readonly string[]): string {
  const [only] = among;
  if (among.length === 1 && only !== undefined) return t('{{column}} is {{value}}', { column, value: keyWords(only) });
  const values = among.slice(0, SHOWN_VALUES).map(keyWords).join(', ');
  const more = among.length - SHOWN_VALUES;
  return more > 0 ? t('{{column}} is one of {{values}} and {{more}} more', { column, values, more }) : t('{{column}} is one of {{values}}', { column, values });
}

/** A value's key (see `valueKey`) as a person reads it. */
export function keyWords(key: string): string {
  if (key === 'n') return t('nothing');
  return key === 't' ? t('empty text') : key.slice(1);
}
