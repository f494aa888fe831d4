import { decodeValue, encodeValue } from '../../base/json.ts';
import type { PlainRecord, Value } from '../../base/value.ts';
import type { WouldDo } from '../../engine/node-door.ts';

/** What a target would do, as JSON text in which big integers are exact. */
export function encodeWouldDo(wouldDo: WouldDo): string {
  const plain = (record: PlainRecord | null) => (record === null ? null : encodeValue(record));
  return JSON.stringify({ ...wouldDo, sample: wouldDo.sample.map((change) => ({ ...change, before: plain(change.before), after: plain(change.after) })) });
}

/** The reverse of `encodeWouldDo`. */
export function decodeWouldDo(text: string): WouldDo {
  const stored = JSON.parse(text) as WouldDo;
  const record = (json: unknown) => (json === null ? null : (decodeValue(json) as { [key: string]: Value }));
  return { ...stored, sample: stored.sample.map((change) => ({ ...change, before: record(change.before), after: record(change.after) })) };
}
