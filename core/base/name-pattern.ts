/**
 * Whether a name fits a pattern of `*` and `?`, whichever way its accents are written; `anyCase` for names of a system that takes large and small letters for
 * the same. Takes at most the product of both lengths, whatever the pattern: no regular expression is made of it.
 */
export function fitsPattern(name: string, pattern: string, anyCase: boolean): boolean {
  const signsOf = (text: string) => [...(anyCase ? text.toLowerCase() : text).normalize('NFC')];
  const [signs, wanted] = [signsOf(name), signsOf(pattern)];
  let [at, next] = [0, 0];
  // Where the last star stands, and how far what it stands for goes so far.
  let [star, taken] = [-1, 0];
  while (at < signs.length) {
    if (wanted[next] === '*') [star, taken] = [next++, at];
    else if (wanted[next] === '?' || wanted[next] === signs[at]) [at, next] = [at + 1, next + 1];
    else if (star >= 0) [at, next] = [++taken, star + 1];
    else return false;
  }
  return wanted.slice(next).every((sign) => sign === '*');
}
