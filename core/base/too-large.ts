/** What V8 and Node say of a list, text, table or buffer that they cannot make that large. */
const SIZES =
  /^(Invalid (typed )?array (buffer )?length|Invalid string length|(Map|Set) maximum size exceeded|Cannot create a string longer than|Array buffer allocation failed)/;

/** A value is larger than the machine is let try: it would end the whole program instead of failing. Thrown before that. */
export class ValueTooLarge extends RangeError {}

/** Whether something was thrown because one value (a list, a text, a table of keys, a buffer) would have been larger than can be held in one piece. */
export function isTooLarge(error: unknown): boolean {
  return error instanceof ValueTooLarge || (error instanceof Error && SIZES.test(error.message));
}

/**
 * Texts longer than this are not taken apart or read as JSON. V8 ends the process ("invalid size error") when a text falls into more than 2^27 parts, and
 * no part is shorter than a character.
 */
export const LONGEST_WORKED_TEXT = 64 * 1024 * 1024;

/** Throws `ValueTooLarge` for a text that is too long to be taken apart. */
export function mustBeWorkable(text: string): void {
  if (text.length > LONGEST_WORKED_TEXT)
    throw new ValueTooLarge(`A text of more than ${LONGEST_WORKED_TEXT.toLocaleString('en-GB')} characters is not taken apart.`);
}
