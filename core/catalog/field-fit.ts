import type { FieldType } from '../base/field.ts';

const FAMILY: Readonly<Partial<Record<FieldType, string>>> = {
  integer: 'number',
  number: 'number',
  decimal: 'number',
  date: 'date',
  datetime: 'date',
  time: 'time',
  boolean: 'boolean',
  list: 'nested',
  object: 'nested',
};

/** Whether two types are of one making: numbers among themselves, dates with times among dates. Text and `any` go with everything. */
export function isSameMaking(a: FieldType, b: FieldType | undefined): boolean {
  const [left, right] = [FAMILY[a], b === undefined ? undefined : FAMILY[b]];
  return left === undefined || right === undefined || left === right;
}

/** Whether values of one type can be given as they are where another one is wanted: nothing is lost and nothing has to be read out of a text. */
export function fitsAsItIs(given: FieldType, wanted: FieldType): boolean {
  if (given === wanted || given === 'any' || wanted === 'any') return true;
  if (wanted === 'text') return given !== 'list' && given !== 'object';
  if (wanted === 'number' || wanted === 'decimal') return given === 'integer' || given === 'number' || given === 'decimal';
  return wanted === 'datetime' && given === 'date';
}
