/**
 * Guest text: a function of `(seed, now)` that makes time and chance the run's own. `Math.random` is seeded, the clock stands at the start of the run,
 * and local time is UTC, so that a snippet gives the same on every machine and in a replay.
 */
export const GUEST_CLOCK = String.raw`(function (seed, now) {
  'use strict';
  const Real = Date;
  const { UTC, parse } = Date;
  const local = /^\s*[+-]?\d{4,6}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s*$/;
  const read = (text) => parse(local.test(text) ? text.trim() + 'Z' : text);
  function RunDate(...parts) {
    if (new.target === undefined) return new Real(now).toString();
    let value = now;
    if (parts.length === 1) value = typeof parts[0] === 'string' ? read(parts[0]) : parts[0];
    else if (parts.length > 1) value = UTC(...parts);
    return Reflect.construct(Real, [value], new.target === RunDate ? Real : new.target);
  }
  Object.defineProperty(RunDate, 'name', { value: 'Date' });
  Object.defineProperty(RunDate, 'length', { value: 7 });
  RunDate.prototype = Real.prototype;
  RunDate.UTC = UTC;
  RunDate.parse = (text) => read(String(text));
  RunDate.now = () => now;
  const proto = Real.prototype;
  for (const part of ['FullYear', 'Month', 'Date', 'Day', 'Hours', 'Minutes', 'Seconds', 'Milliseconds']) {
    for (const verb of ['get', 'set']) if (proto[verb + 'UTC' + part]) proto[verb + part] = proto[verb + 'UTC' + part];
  }
  proto.getTimezoneOffset = function () { return 0; };
  Object.defineProperty(proto, 'constructor', { value: RunDate, writable: true, configurable: true });
  globalThis.Date = RunDate;

  let a = seed[0] | 0, b = seed[1] | 0, c = seed[2] | 0, d = seed[3] | 0;
  Math.random = function random() {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    return (t >>> 0) / 4294967296;
  };
})`;
