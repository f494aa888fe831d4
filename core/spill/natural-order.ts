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
  return `0${String.fromCharCode(Math.min(significant.length, LONGEST_NUMBER))}${significant}`;
}

/** The number of digits of a longer number counts as this: the last character code before those that stand for nothing alone. */
export const LONGEST_NUMBER = 0xd7ff;

function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}
