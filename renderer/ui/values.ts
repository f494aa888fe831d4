import type { FieldType } from '../../core/base/field.ts';
import type { Value } from '../../core/base/value.ts';
import { t } from '../i18n/i18n.ts';
import { groupDigits } from './numbers.ts';

/** How a cell looks: `tone` decides colour, `text` what is read. */
export interface ShownValue {
  text: string;
  tone: 'plain' | 'empty' | 'nested';
}

/** A value as it is shown in a cell. Nothing and the empty text are told apart in words, numbers are grouped where the type says it is an amount. */
export function showValue(value: Value | undefined, type: FieldType): ShownValue {
  if (value === undefined) return { text: '', tone: 'empty' };
  if (value === null) return { text: t('nothing'), tone: 'empty' };
  if (value === '') return { text: t('empty'), tone: 'empty' };
  if (typeof value === 'object') return { text: plainText(value), tone: 'nested' };
  if (type === 'decimal' || type === 'number') return { text: groupDigits(String(value)), tone: 'plain' };
  return { text: String(value), tone: 'plain' };
}

/** A value as text for the clipboard and for comparing: exact, ungrouped, nested values as JSON. */
export function plainText(value: Value | undefined, indent?: number): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return String(value);
  return JSON.stringify(value, (_key, member: unknown) => (typeof member === 'bigint' ? String(member) : member), indent);
}

/** Numbers stand on the right so that their digits line up. */
export function isNumeric(type: FieldType): boolean {
  return type === 'integer' || type === 'number' || type === 'decimal';
}

/** True for equal values, nested ones by content. */
export function sameValue(a: Value | undefined, b: Value | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  return plainText(a) === plainText(b);
}

/** Nothing and the empty text. */
export function isEmptyText(value: Value | undefined): boolean {
  return value === null || value === undefined || value === '';
}
