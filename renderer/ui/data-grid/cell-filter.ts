import type { FieldType } from '../../../core/base/field.ts';
import type { Value } from '../../../core/base/value.ts';
import { locale, t } from '../../i18n/i18n.ts';
import { isEmptyText, isNumeric, plainText } from '../values.ts';
import { compareMoments, compareNumbers, orderOf, valueKey } from './cell-order.ts';
import { type ColumnFilter, isTime } from './grid-query.ts';

export type CellPredicate = (value: Value | undefined) => boolean;

/** Whether a value passes a filter. An empty value is never greater, less, between or like something. */
export function predicateOf(filter: ColumnFilter, type: FieldType): CellPredicate {
  const { test, value = '', upTo = '', among = [] } = filter;
  const [same, order] = [equalTo(type), compareWith(type)];
  switch (test) {
    case 'empty':
      return isEmptyText;
    case 'filled':
      return (cell) => !isEmptyText(cell);
    case 'one-of': {
      const keys = new Set(among);
      return (cell) => keys.has(valueKey(cell));
    }
    case 'contains':
      return containing(value);
    case 'contains-not': {
      const contains = containing(value);
      return (cell) => !contains(cell);
    }
    case 'is':
      return (cell) => same(cell, value);
    case 'is-not':
      return (cell) => !same(cell, value);
    case 'greater':
      return (cell) => (order(cell, value) ?? 0) > 0;
    case 'less':
      return (cell) => (order(cell, value) ?? 0) < 0;
    case 'between':
      return (cell) => (order(cell, value) ?? -1) >= 0 && (order(cell, upTo) ?? 1) <= 0;
  }
}

function containing(words: string): CellPredicate {
  const wanted = words.toLocaleLowerCase();
  return (cell) => !isEmptyText(cell) && plainText(cell).toLocaleLowerCase().includes(wanted);
}

function equalTo(type: FieldType): (cell: Value | undefined, value: string) => boolean {
  if (isNumeric(type)) return (cell, value) => compareNumbers(cell, value) === 0;
  return (cell, value) => plainText(cell) === value;
}

function compareWith(type: FieldType): (cell: Value | undefined, value: string) => number | null {
  if (isNumeric(type)) return compareNumbers;
  if (isTime(type)) return (cell, value) => (isEmptyText(cell) ? null : compareMoments(plainText(cell), value));
  const order = orderOf('text', locale());
  return (cell, value) => (isEmptyText(cell) ? null : order(plainText(cell), value));
}

/** What was written into a filter as the data has it: a number without the marks of the language. Null when it is none. */
export function readWritten(written: string, type: FieldType): string | null {
  const trimmed = written.trim();
  if (!isNumeric(type)) return trimmed === '' ? null : trimmed;
  const [group, point] = locale().startsWith('de') ? ['.', ','] : [',', '.'];
  const plain = trimmed.replaceAll(/\s/g, '').replaceAll(group, '').replace(point, '.');
  return /^-?\d+(\.\d+)?$/.test(plain) ? plain : null;
}

/** Why what was written cannot be compared with. */
export function whyNot(type: FieldType): string {
  return isNumeric(type) ? t('Write a number.') : t('Write what to look for.');
}
