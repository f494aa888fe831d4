/**
 * Guest text: a function of `(now, today)` that gives the object `helpers` a snippet may use: dates as ISO text, decimals as text, exact.
 * `core/catalog/snippet-types.ts` declares the same for the editor.
 */
export const GUEST_HELPERS = String.raw`(function (now, today) {
  'use strict';
  const DAY = 86400000;
  const fail = (message) => { throw new RangeError(message); };
  const two = (n) => String(n).padStart(2, '0');
  const isoDay = (ms) => {
    const date = new Date(ms);
    return String(date.getUTCFullYear()).padStart(4, '0') + '-' + two(date.getUTCMonth() + 1) + '-' + two(date.getUTCDate());
  };
  const dayOf = (text) => {
    const match = /^\s*(\d{4})-(\d\d)-(\d\d)(?:[T ].*)?$/.exec(text instanceof Date ? text.toISOString() : String(text));
    const ms = match ? Date.UTC(0, +match[2] - 1, +match[3]) : NaN;
    if (!match) fail('"' + text + '" is not a date in the form 2026-11-20');
    const date = new Date(ms);
    date.setUTCFullYear(+match[1], +match[2] - 1, +match[3]);
    if (date.getUTCMonth() !== +match[2] - 1) fail('"' + text + '" is not a day of the calendar');
    return date.getTime();
  };
  const PARTS = { yyyy: '(\\d{4})', yy: '(\\d{2})', MM: '(\\d{2})', M: '(\\d{1,2})', dd: '(\\d{2})', d: '(\\d{1,2})' };
  const patterns = new Map();
  const patternOf = (format) => {
    let found = patterns.get(format);
    if (found) return found;
    const parts = [];
    const source = format.replace(/yyyy|yy|MM|M|dd|d|[^a-zA-Z]|[a-zA-Z]+/g, (part) => {
      if (PARTS[part]) { parts.push(part[0]); return PARTS[part]; }
      return part.replace(/[.*+?^$(){}|[\]\\/]/g, '\\$&');
    });
    found = { parts, pattern: new RegExp('^\\s*' + source + '\\s*$') };
    patterns.set(format, found);
    return found;
  };
  const parseDate = (text, format = 'yyyy-MM-dd') => {
    const { parts, pattern } = patternOf(String(format));
    const match = pattern.exec(String(text));
    if (!match) return null;
    let year = 0, month = 1, day = 1;
    parts.forEach((part, i) => {
      const digits = match[i + 1];
      if (part === 'y') year = digits.length === 2 ? +digits + (+digits < 70 ? 2000 : 1900) : +digits;
      else if (part === 'M') month = +digits;
      else day = +digits;
    });
    const date = new Date(0);
    date.setUTCFullYear(year, month - 1, day);
    return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? isoDay(date.getTime()) : null;
  };
  const formatDate = (date, format) => {
    const [year, month, day] = isoDay(dayOf(date)).split('-');
    const words = { yyyy: year, yy: year.slice(2), MM: month, M: String(+month), dd: day, d: String(+day) };
    return String(format).replace(/yyyy|yy|MM|M|dd|d/g, (part) => words[part]);
  };
  const addMonths = (date, months) => {
    const from = new Date(dayOf(date));
    const day = from.getUTCDate();
    from.setUTCDate(1);
    from.setUTCMonth(from.getUTCMonth() + months);
    const last = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 0)).getUTCDate();
    from.setUTCDate(Math.min(day, last));
    return isoDay(from.getTime());
  };
  const dates = {
    today: () => today,
    now: () => new Date(now).toISOString(),
    parseDate,
    formatDate,
    addDays: (date, days) => isoDay(dayOf(date) + days * DAY),
    addMonths,
    daysBetween: (from, to) => Math.round((dayOf(to) - dayOf(from)) / DAY),
    weekday: (date) => new Date(dayOf(date)).getUTCDay() || 7,
  };

  const DECIMAL = /^\s*([+-]?)(\d*)(?:\.(\d*))?\s*$/;
  const read = (value) => {
    if (typeof value === 'bigint') return { units: value, scale: 0 };
    let text = typeof value === 'number' ? String(value) : value;
    if (typeof value === 'number' && /e/.test(text)) text = value.toFixed(20);
    const match = typeof text === 'string' ? DECIMAL.exec(text) : null;
    if (!match || (match[2] === '' && !match[3])) fail('"' + String(value) + '" is not a decimal number such as 1234.56');
    const digits = match[3] || '';
    const units = BigInt((match[2] || '0') + digits);
    return { units: match[1] === '-' ? -units : units, scale: digits.length };
  };
  const ten = (power) => 10n ** BigInt(power);
  const show = (units, scale) => {
    const sign = units < 0n ? '-' : '';
    const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0');
    return scale === 0 ? sign + digits : sign + digits.slice(0, -scale) + '.' + digits.slice(-scale);
  };
  const pair = (a, b) => {
    const x = read(a), y = read(b), scale = Math.max(x.scale, y.scale);
    return { x: x.units * ten(scale - x.scale), y: y.units * ten(scale - y.scale), scale };
  };
  /** Half away from zero, as people round money. */
  const divided = (units, by) => {
    const negative = units < 0n !== by < 0n;
    const u = units < 0n ? -units : units, v = by < 0n ? -by : by;
    const result = (2n * u + v) / (2n * v);
    return negative ? -result : result;
  };
  const round = (value, digits = 0) => {
    const { units, scale } = read(value);
    if (scale <= digits) return show(units * ten(digits - scale), digits);
    return show(divided(units, ten(scale - digits)), digits);
  };
  const decimals = {
    add: (a, b) => { const { x, y, scale } = pair(a, b); return show(x + y, scale); },
    subtract: (a, b) => { const { x, y, scale } = pair(a, b); return show(x - y, scale); },
    multiply: (a, b) => { const x = read(a), y = read(b); return show(x.units * y.units, x.scale + y.scale); },
    divide: (a, b, digits = 2) => {
      const { x, y } = pair(a, b);
      if (y === 0n) fail('division by zero');
      return show(divided(x * ten(digits), y), digits);
    },
    round,
    compare: (a, b) => { const { x, y } = pair(a, b); return x < y ? -1 : x > y ? 1 : 0; },
  };
  return Object.freeze({ ...dates, decimal: Object.freeze(decimals) });
})`;
