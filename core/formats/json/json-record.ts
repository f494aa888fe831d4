import { parseExact } from '../../base/exact-json.ts';
import { createRecord, type PlainRecord, type Value } from '../../base/value.ts';

/** A record read from JSON text. */
export interface JsonRecord {
  readonly record: PlainRecord;
  /** Fields whose text is a decimal number that a double cannot hold. */
  readonly decimals: readonly string[];
  /** Keys that were written more than once in one object, the last of which counts. */
  readonly repeated: number;
}

/**
 * Parses the text of one record. An object is the record itself; anything else becomes a record with the one field `value`.
 * `colons` is how many keys the text holds. Throws a SyntaxError for what is not JSON.
 */
export function parseJsonRecord(text: string, colons: number): JsonRecord {
  const decimals: string[] = [];
  const value = parseExact(text, decimals);
  const repeated = colons - countKeys(value);
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    const record = createRecord();
    for (const key of Object.keys(value)) record[key] = (value as { [key: string]: Value })[key] as Value;
    return { record, decimals, repeated };
  }
  const record = createRecord();
  record['value'] = value;
  return { record, decimals: typeof value === 'string' && !text.trimStart().startsWith('"') ? ['value'] : [], repeated };
}

function countKeys(value: Value): number {
  if (value === null || typeof value !== 'object') return 0;
  let count = 0;
  if (Array.isArray(value)) for (const part of value) count += countKeys(part as Value);
  else
    for (const key in value) {
      const part = (value as { [key: string]: Value })[key] as Value;
      count += part !== null && typeof part === 'object' ? 1 + countKeys(part) : 1;
    }
  return count;
}
