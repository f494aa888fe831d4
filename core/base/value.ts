/** One value of a record. Integers beyond 2^53 are `bigint`; exact decimals, dates and times are ISO text whose field type says so. */
export type Value = null | boolean | number | bigint | string | readonly Value[] | { readonly [key: string]: Value };

/** A record as a plain object. Made by `createRecord` only, so that a field called `__proto__` is only a field. */
export type PlainRecord = { [field: string]: Value };

// An object whose prototype is empty is as safe as one without any, and several times faster to fill.
function Plain(): void {}
Plain.prototype = Object.freeze(Object.create(null));
const PlainConstructor = Plain as unknown as new () => PlainRecord;

/** An empty record that inherits nothing; a field called `__proto__` or `constructor` is only a field. */
export function createRecord(): PlainRecord {
  return new PlainConstructor();
}
