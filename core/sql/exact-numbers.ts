const EXPONENT = /[eE]/;
/** Zeros at the end of a fraction, and spaces behind it. */
const PADDING = new Set([0x30, 0x20, 0x09, 0x0a, 0x0d]);

/** Digits behind the point that count: 1.50 has one, 12e-3 has three. */
export function decimalsOf(text: string): number {
  if (!EXPONENT.test(text)) {
    const point = text.indexOf('.');
    if (point < 0) return 0;
    let end = text.length;
    while (end > point + 1 && PADDING.has(text.charCodeAt(end - 1))) end--;
    return end - point - 1;
  }
  const [, fraction = '', exponent = '0'] = /^[^.eE]*(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text.trim()) ?? [];
  return fraction.replace(/0+$/, '').length - Number(exponent);
}

/** Whether the text of a whole number lies between these, both included. */
export function isWholeWithin(text: string, least: bigint, most: bigint): boolean {
  if (text.length <= 15) {
    const value = Number(text);
    return value >= Number(least) && value <= Number(most);
  }
  const value = BigInt(text.replace('+', ''));
  return least <= value && value <= most;
}

/** Text that is base64 in its usual form. */
export const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Whether a whole number that is a number lies between these, both included; false also for one that may have lost digits. */
export function isSafeWithin(value: number, least: number, most: number): boolean {
  return Number.isSafeInteger(value) && value >= least && value <= most;
}
