import { formatCount } from '../../base/amounts.ts';
import { UserError } from '../../base/errors.ts';

/** Deeper nesting than this is refused: nobody means it, and it is a way to bring programs down. */
export const MAX_DEPTH = 1000;

/** Follows brackets and strings of JSON text over chunk borders, without checking anything else. */
export class ValueScan {
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** Colons outside of strings: one for each key that was written. */
  colons = 0;
  /** Those of them that belong to the outermost object: one for each field of a record. */
  fields = 0;

  reset(): void {
    this.#depth = 0;
    this.#inString = false;
    this.#escaped = false;
    this.colons = 0;
    this.fields = 0;
  }

  /** Goes on through `bytes[from..to)`; returns the position behind the bracket that closes the first one, -1 if it is not there. */
  run(bytes: Uint8Array, from: number, to: number): number {
    let depth = this.#depth;
    let inString = this.#inString;
    let i = from;
    if (this.#escaped && i < to) {
      i++;
      this.#escaped = false;
    }
    while (i < to) {
      const byte = bytes[i] as number;
      i++;
      if (inString) {
        if (byte === 34) inString = false;
        else if (byte === 92) {
          if (i >= to) this.#escaped = true;
          else i++;
        }
        continue;
      }
      if (byte === 34) inString = true;
      else if (byte === 58) {
        this.colons++;
        if (depth === 1) this.fields++;
      } else if (byte === 123 || byte === 91) {
        if (++depth > MAX_DEPTH) throw tooDeep();
      } else if ((byte === 125 || byte === 93) && --depth <= 0) {
        this.#depth = 0;
        return i;
      }
    }
    this.#depth = depth;
    this.#inString = inString;
    return -1;
  }
}

function tooDeep(): UserError {
  return new UserError('json-too-deep', `The JSON is nested more than ${formatCount(MAX_DEPTH)} levels deep.`, {
    hint: 'Check what wrote the file; data is hardly ever nested this deeply.',
  });
}
