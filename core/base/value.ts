/** One value of a record. Integers beyond 2^53 are `bigint`; exact decimals, dates and times are ISO text whose field type says so. */
export type Value = null | boolean | number | bigint | string | readonly Value[] | { readonly [key: string]: Value };

/** A record as a plain object. Always created with a null prototype, so that a field called `__proto__` is only a field. */
export type PlainRecord = { [field: string]: Value };

/** Makes an empty record without a prototype. */
export function createRecord(): PlainRecord {
  return Object.create(null) as PlainRecord;
}
