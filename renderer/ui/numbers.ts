const WHOLE = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const PARTS = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });

/** A count with thousands separators: 48,210. */
export function count(value: number | bigint): string {
  return WHOLE.format(value);
}

/** A count with its noun: "1 record", "4,871 records". */
export function countOf(value: number, noun: string, plural = `${noun}s`): string {
  return `${WHOLE.format(value)} ${value === 1 ? noun : plural}`;
}

/** Share of a whole as a person says it: never 100 % when one is missing, never 0 % when there is one. */
export function percent(part: number, whole: number): string {
  if (whole === 0) return '0 %';
  const share = (part / whole) * 100;
  if (share > 0 && share < 1) return '<1 %';
  if (share > 99 && share < 100) return '>99 %';
  return `${Math.round(share)} %`;
}

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'];

/** A size in decimal units: "512 bytes", "1.4 MB". */
export function bytes(value: number): string {
  let size = value;
  let unit = 0;
  while (size >= 1000 && unit < UNITS.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${unit === 0 ? WHOLE.format(size) : PARTS.format(size)} ${unit === 0 && size === 1 ? 'byte' : (UNITS[unit] ?? '')}`;
}

/** Digits of a plain decimal number grouped by thousands, without passing through floating point; other text is returned as it is. */
export function groupDigits(text: string): string {
  const match = /^(-?)(\d+)(\.\d+)?$/.exec(text);
  if (!match) return text;
  const [, sign = '', whole = '', rest = ''] = match;
  return sign + whole.replace(/\B(?=(\d{3})+$)/g, ',') + rest;
}
