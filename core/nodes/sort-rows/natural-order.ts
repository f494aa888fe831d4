/**
 * A text that, compared by code unit, puts texts in natural order: capitals and accents do not count, digits compare by the number they form
 * (file2 before file10). Our own rule, the same on every machine: nothing is asked of the machine's locale. Ties are broken by the text itself.
 */
export function naturalKey(text: string): string {
  const folded = isPlain(text)
    ? text.toLowerCase()
    : text
        .normalize('NFD')
        .replace(/\p{Mn}/gu, '')
        .toLowerCase();
  return /\d/.test(folded) ? folded.replace(/\d+/g, numberKey) : folded;
}

/** A run of digits as: a digit (so that numbers stand where digits do), its length without leading zeros, the digits. */
function numberKey(digits: string): string {
  const significant = digits.replace(/^0+(?=\d)/, '');
  return `0${String.fromCharCode(Math.min(significant.length, 0xffff))}${significant}`;
}

/** Order by Unicode code point (that of the UTF-8 bytes): negative, 0 or positive. */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

/** Halves of characters beyond U+FFFF are put behind U+E000 to U+FFFF, as in UTF-8. */
function rank(unit: number): number {
  return unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}

const NUMBER = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i;

/** The number a text stands for, NaN when it is none. Only a point is a decimal sign. */
export function numberIn(text: string): number {
  return NUMBER.test(text) ? Number(text) : Number.NaN;
}

/** Compares two plain decimal numerals exactly, for numbers that are equal as doubles but longer than a double can tell apart. */
export function compareNumerals(a: string, b: string): number {
  const [x, y] = [parts(a), parts(b)];
  if (!x || !y) return 0;
  if (x.negative !== y.negative) return x.negative ? -1 : 1;
  const sign = x.negative ? -1 : 1;
  if (x.whole.length !== y.whole.length) return sign * (x.whole.length - y.whole.length);
  const width = Math.max(x.fraction.length, y.fraction.length);
  const [left, right] = [x.whole + x.fraction.padEnd(width, '0'), y.whole + y.fraction.padEnd(width, '0')];
  return left === right ? 0 : left < right ? -sign : sign;
}

function parts(text: string): { negative: boolean; whole: string; fraction: string } | null {
  const found = /^\s*([+-]?)0*(\d*)(?:\.(\d*))?\s*$/.exec(text);
  return found ? { negative: found[1] === '-', whole: found[2] ?? '', fraction: found[3] ?? '' } : null;
}
