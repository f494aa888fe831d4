import { numberText } from '../../data/canonical-text.ts';
import { encodeAsciiInto } from '../../data/utf8.ts';

/** Writes a double's canonical text at a position and returns the position behind it. Amounts with up to two decimals go digit by digit. */
export function writeNumber(out: Uint8Array, at: number, value: number): number {
  const cents = Math.round(value * 100);
  if (!(cents >= 0 && cents < 2_000_000_000 && cents / 100 === value)) return at + encodeAsciiInto(numberText(value), out, at);
  let to = at;
  let whole = (cents / 100) | 0;
  const fraction = cents - whole * 100;
  let scale = 1;
  while (scale * 10 <= whole) scale *= 10;
  for (; scale >= 1; scale = (scale / 10) | 0) {
    const digit = (whole / scale) | 0;
    out[to++] = 48 + digit;
    whole -= digit * scale;
  }
  if (fraction > 0) {
    const tenths = (fraction / 10) | 0;
    out[to++] = 46;
    out[to++] = 48 + tenths;
    if (fraction > tenths * 10) out[to++] = 48 + fraction - tenths * 10;
  }
  return to;
}
