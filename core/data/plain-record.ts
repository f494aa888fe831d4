import { createRecord, type PlainRecord } from '../base/value.ts';

/** An empty record; a field called `__proto__` is only a field. */
export function createPlainRecord(): PlainRecord {
  return createRecord();
}
