/**
 * Guest text: a function without arguments that gives what the runner knows of values: how they leave, how they come in, how they are shown.
 * It keeps the built-in functions as they are before the snippet runs, so that tampering with them changes nothing here.
 */
export const GUEST_DATA = String.raw`(function () {
  'use strict';
  const { stringify } = JSON;
  const { keys, getPrototypeOf, create } = Object;
  const { isArray } = Array;
  const exec = Function.prototype.call.bind(RegExp.prototype.exec);
  const isoText = Function.prototype.call.bind(Date.prototype.toISOString);
  const timeOf = Function.prototype.call.bind(Date.prototype.getTime);
  const slice = Function.prototype.call.bind(String.prototype.slice);
  const DateProto = Date.prototype;
  const InternalProto = InternalError.prototype;
  const TextOf = String;
  const Big = BigInt;
  class Json { constructor(text) { this.text = text; } }
  class Refused { constructor(message, name, value) { this.message = message; this.name = name; this.value = value; } }

  /** Plain data as JSON text, big integers tagged, at most 100 levels deep. */
  const plain = (value, depth) => {
    switch (typeof value) {
      case 'bigint': return { $bigint: TextOf(value) };
      case 'object': break;
      case 'function': case 'symbol': case 'undefined': return null;
      default: return value;
    }
    if (value === null) return null;
    if (depth > 100) throw new RangeError('a value is nested more than 100 levels deep, or contains itself');
    if (getPrototypeOf(value) === DateProto) return isoText(value);
    if (isArray(value)) {
      const list = [];
      for (let i = 0; i < value.length; i++) list[i] = plain(value[i], depth + 1);
      return list;
    }
    const result = create(null);
    let first = null;
    for (const key of keys(value)) {
      first ??= key;
      result[key] = plain(value[key], depth + 1);
    }
    return first !== null && first[0] === '$' ? { $object: result } : result;
  };
  const revive = (value) => {
    if (typeof value !== 'object' || value === null) return value;
    if (isArray(value)) {
      for (let i = 0; i < value.length; i++) value[i] = revive(value[i]);
      return value;
    }
    const own = keys(value);
    if (own[0] === '$bigint') return Big(value.$bigint);
    const from = own[0] === '$object' ? value.$object : value;
    const result = create(null);
    for (const key of keys(from)) result[key] = revive(from[key]);
    return result;
  };

  /** A value as it may leave; refuses what has no place in a record. */
  const leaving = (value, name) => {
    switch (typeof value) {
      case 'string': case 'boolean': case 'bigint': return value;
      case 'undefined': return null;
      case 'number':
        if (value - value === 0) return value;
        throw new Refused('The code set ' + name + ' to ' + value + ', which is no number that can be written.', name, TextOf(value));
      case 'object':
        if (value === null) return null;
        if (getPrototypeOf(value) === DateProto) {
          if (timeOf(value) - timeOf(value) !== 0) throw new Refused('The code set ' + name + ' to an invalid date.', name, 'Invalid Date');
          return isoText(value);
        }
        return new Json(stringify(plain(value, 0)));
      default:
        throw new Refused('The code set ' + name + ' to a ' + typeof value + ', which is no data.', name, typeof value);
    }
  };

  // Where not even the error fits into memory any more, QuickJS throws null.
  const isLimit = (error) => error === null || (typeof error === 'object' && getPrototypeOf(error) === InternalProto);
  const shown = (value) => {
    if (typeof value === 'string') return value;
    if (typeof value !== 'object' || value === null) return typeof value === 'function' ? 'function' : TextOf(value);
    if (value instanceof Error) return value.name + ': ' + value.message;
    try { return stringify(plain(value, 0)); } catch (error) { if (isLimit(error)) throw error; return '[a value that cannot be shown]'; }
  };
  /** What was thrown, in words and with its position; never throws itself. */
  const describe = (error) => {
    try {
      let text, stack = '';
      if (typeof error === 'object' && error !== null) {
        stack = TextOf(error.stack);
        text = error instanceof Error ? TextOf(error.name) + ': ' + TextOf(error.message) : 'thrown: ' + shown(error);
      } else text = 'thrown: ' + shown(error);
      const at = exec(/\(snippet:(\d+):(\d+)\)/, stack);
      return { text: slice(text, 0, 500), line: at ? +at[1] - 1 : 0, column: at ? +at[2] : 0 };
    } catch (other) {
      if (isLimit(other)) throw other;
      return { text: 'an error that cannot be shown', line: 0, column: 0 };
    }
  };
  return { revive, leaving, shown, describe, isLimit, Json, Refused };
})`;
