import type { Place } from '../../base/errors.ts';
import { createRecord, type PlainRecord, type Value } from '../../base/value.ts';
import type { Batch } from '../../data/batch.ts';
import { rowValues } from '../../data/records.ts';
import type { RejectReason } from '../node-door.ts';
import type { RejectedRecord } from '../threads/messages.ts';

/** Longest text of one value in a kept record, in characters. */
const LONGEST_VALUE = 2_000;
/** Longest shown value of a reason. */
const LONGEST_REASON_VALUE = 200;
/** Most characters of a whole kept record. */
const LONGEST_RECORD = 16_000;

/** What is the same for all rejects of a step. */
export interface RejectingStep {
  readonly nodeId: string;
  readonly deadLetter: boolean;
}

/** The record as it was when it failed, cut to a size that can be kept. */
export function rejectedRecord(
  step: RejectingStep,
  batch: Batch,
  row: number,
  reason: RejectReason,
  origin: { source: string; ordinal: number },
  place: Place | null,
): RejectedRecord {
  const values = rowValues(batch, row);
  const record: PlainRecord = createRecord();
  let left = LONGEST_RECORD;
  for (let at = 0; at < batch.names.length && left > 0; at++) {
    const value = cutValue(values[at] ?? null, Math.min(LONGEST_VALUE, left));
    record[batch.names[at] as string] = value;
    left -= sizeOf(value) + 4;
  }
  return { nodeId: step.nodeId, deadLetter: step.deadLetter, ...cutReason(reason), origin, ...placed(place), record };
}

/** Something that never became a record, as it was read. */
export function rejectedText(
  step: RejectingStep,
  text: string,
  reason: RejectReason,
  origin: { source: string; ordinal: number },
  place: Place,
): RejectedRecord {
  return { nodeId: step.nodeId, deadLetter: step.deadLetter, ...cutReason(reason), origin, ...placed(place), raw: cutText(text, LONGEST_RECORD) };
}

/** The reason with its value cut to 200 characters. */
export function cutReason(reason: RejectReason): RejectReason {
  return reason.value === undefined || reason.value.length <= LONGEST_REASON_VALUE ? reason : { ...reason, value: cutText(reason.value, LONGEST_REASON_VALUE) };
}

/** A value whose texts are no longer than `longest` in all; lists and objects that are larger become cut JSON text. */
export function cutValue(value: Value, longest: number): Value {
  if (typeof value === 'string') return cutText(value, longest);
  if (value === null || typeof value !== 'object' || sizeOf(value) <= longest) return value;
  return cutText(
    JSON.stringify(value, (_key, member: unknown) => (typeof member === 'bigint' ? String(member) : member)),
    longest,
  );
}

function cutText(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const end = (text.charCodeAt(longest - 2) & 0xfc00) === 0xd800 ? longest - 2 : longest - 1;
  return `${text.slice(0, Math.max(0, end))}…`;
}

function sizeOf(value: Value): number {
  if (typeof value === 'string') return value.length;
  if (value === null || typeof value !== 'object') return 8;
  let size = 2;
  if (Array.isArray(value)) for (const member of value as readonly Value[]) size += sizeOf(member) + 1;
  else for (const [key, member] of Object.entries(value as { readonly [key: string]: Value })) size += key.length + sizeOf(member) + 4;
  return size;
}

function placed(place: Place | null): { file?: string; row?: number; byte?: number } {
  if (!place) return {};
  return {
    ...(place.file === undefined ? {} : { file: place.file }),
    ...(place.row === undefined ? {} : { row: place.row }),
    ...(place.byte === undefined ? {} : { byte: place.byte }),
  };
}
