import type { Value } from '../base/value.ts';
import { canonicalText } from './canonical-text.ts';

/** Characters of a cell that samples keep. */
export const MAX_CELL = 2000;

/** A value as a sample keeps it: a text of more than `most` characters ends in an ellipsis there; a longer nested value becomes such a text. */
export function cutValue(value: Value, most = MAX_CELL): { value: Value; cut: boolean } {
  if (typeof value === 'string') return value.length <= most ? { value, cut: false } : { value: cutText(value, most), cut: true };
  if (value === null || typeof value !== 'object') return { value, cut: false };
  const text = canonicalText(value);
  return text.length <= most ? { value, cut: false } : { value: cutText(text, most), cut: true };
}

function cutText(text: string, most: number): string {
  const end = most - 1;
  const half = text.charCodeAt(end - 1) >= 0xd800 && text.charCodeAt(end - 1) <= 0xdbff;
  return `${text.slice(0, half ? end - 1 : end)}…`;
}
