/**
 * Guest text: a function of `(options, helpers)` that gives the runner: takes columns in, calls the snippet for each record (or once with all), and gives
 * columns out. Everything that leaves is text, numbers in buffers, or JSON; the host trusts none of it.
 *
 * `options`: `names` (fields that come in, in order), `sets` (fields the snippet may set, null for any), `style`, `logLines`, `logLength`.
 * An ordinary error in the snippet rejects its record; running out of memory or stack ends the call.
 */
export const GUEST_RUNNER = String.raw`(function (options, helpers) {
  'use strict';
  const { parse, stringify } = JSON;
  const { keys, getPrototypeOf, create } = Object;
  const { isArray } = Array;
  const hasOwn = Object.hasOwn;
  const split = Function.prototype.call.bind(String.prototype.split);
  const joinAll = Function.prototype.call.bind(Array.prototype.join);
  const indexOf = Function.prototype.call.bind(String.prototype.indexOf);
  const exec = Function.prototype.call.bind(RegExp.prototype.exec);
  const isoText = Function.prototype.call.bind(Date.prototype.toISOString);
  const timeOf = Function.prototype.call.bind(Date.prototype.getTime);
  const slice = Function.prototype.call.bind(String.prototype.slice);
  const DateProto = Date.prototype;
  const InternalProto = InternalError.prototype;
  const TextOf = String;
  const Big = BigInt;
  const SEP = '\u001f';
  const { names, sets, style, logLines, logLength } = options;
  const place = create(null);
  names.forEach((name, j) => { place[name] = j; });
  const ABSENT = Object.freeze({ absent: true });
  class Json { constructor(text) { this.text = text; } }
  class Refused { constructor(message, name, value) { this.message = message; this.name = name; this.value = value; } }
  const STOP = { stop: 'reject' };

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

  let logs = [];
  const shown = (value) => {
    if (typeof value === 'string') return value;
    if (typeof value !== 'object' || value === null) return typeof value === 'function' ? 'function' : TextOf(value);
    if (value instanceof Error) return value.name + ': ' + value.message;
    try { return stringify(plain(value, 0)); } catch (error) { if (isLimit(error)) throw error; return '[a value that can’t be shown]'; }
  };
  const log = (...values) => {
    if (logs.length >= logLines) return;
    const texts = [];
    for (let i = 0; i < values.length && i < 20; i++) texts[i] = shown(values[i]);
    logs[logs.length] = slice(joinAll(texts, ' '), 0, logLength);
  };
  const console = Object.freeze({ log, info: log, warn: log, error: log, debug: log });
  const isLimit = (error) => typeof error === 'object' && error !== null && getPrototypeOf(error) === InternalProto;
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
      return { text: 'an error that can’t be shown', line: 0, column: 0 };
    }
  };

  // What comes in: one list of values per field.
  let n = 0;
  let columns = [];
  let progress = new Int32Array(1);
  const make = (0, eval)('(function (c) { return (i) => ({ __proto__: null' +
    names.map((name, j) => ', ' + (name === '__proto__' ? '["__proto__"]' : stringify(name)) + ': c[' + j + '][i]').join('') + ' }); })');

  // What goes out: for each record that leaves its row and whether it was made by the snippet, and one list of values per field.
  let rows, made, rejects, read, changed, others;
  const start = (count) => {
    n = count;
    columns = [];
    progress[0] = 0;
  };
  const reset = () => {
    rows = []; made = []; rejects = []; logs = [];
    read = names.map(() => []);
    changed = names.map(() => false);
    others = new Map();
  };
  const other = (name) => {
    let values = others.get(name);
    if (values === undefined) others.set(name, (values = []));
    return values;
  };
  const put = (values, at, value) => {
    for (let i = values.length; i < at; i++) values[i] = ABSENT;
    values[at] = value;
  };

  /** The record that came in as row i leaves as it is now. */
  const takeSame = (record, i) => {
    const at = rows.length;
    for (let j = 0; j < names.length; j++) {
      const name = names[j];
      const before = columns[j][i];
      const now = record[name];
      if (now === before && (typeof now !== 'object' || now === null)) {
        read[j][at] = now === undefined ? ABSENT : now;
        if (now === undefined) changed[j] = true;
      } else {
        changed[j] = true;
        read[j][at] = now === undefined && !hasOwn(record, name) ? ABSENT : leaving(now, name);
      }
    }
    if (sets !== null) {
      for (let s = 0; s < sets.length; s++) if (hasOwn(record, sets[s])) put(other(sets[s]), at, leaving(record[sets[s]], sets[s]));
    } else {
      for (const name of keys(record)) if (place[name] === undefined) put(other(name), at, leaving(record[name], name));
    }
    rows[at] = i;
    made[at] = 0;
  };
  /** A record of the snippet's own leaves. */
  const takeMade = (record, i) => {
    const at = rows.length;
    const found = keys(record);
    for (let k = 0; k < found.length; k++) {
      const name = found[k];
      const value = leaving(record[name], name);
      const j = place[name];
      if (j === undefined) put(other(name), at, value);
      else { put(read[j], at, value); changed[j] = true; }
    }
    for (let j = 0; j < names.length; j++) if (read[j].length === at) { read[j][at] = ABSENT; changed[j] = true; }
    rows[at] = i;
    made[at] = 1;
  };
  const undo = (mark) => {
    rows.length = made.length = mark;
    for (let j = 0; j < names.length; j++) if (read[j].length > mark) read[j].length = mark;
    others.forEach((values) => { if (values.length > mark) values.length = mark; });
  };
  const refuseKind = (value) => {
    if (isArray(value)) throw new Refused('The code gave a list inside a list where a record is expected.');
    if (typeof value === 'object' && typeof value.then === 'function') throw new Refused('The code gave a promise; a snippet can’t wait for anything.');
    if (typeof value !== 'object') throw new Refused('The code gave a ' + typeof value + ' where a record is expected.', undefined, slice(shown(value), 0, 200));
  };
  const rejectRow = (i, code, error) => {
    if (error instanceof Refused) rejects[rejects.length] = { row: i, code: 'snippet-result', message: error.message, field: error.name, value: error.value };
    else { const { text, line, column } = describe(error); rejects[rejects.length] = { row: i, code, message: text, line, column }; }
  };

  const perRecord = (call) => {
    const record = make(columns);
    let current = null, row = 0, pending = null, open = false;
    const take = (value) => {
      if (value === current) return takeSame(value, row);
      if (value === null || value === undefined) return;
      refuseKind(value);
      takeMade(value, row);
    };
    const emit = (value) => {
      if (!open) throw new Error('emit was called outside a record');
      if (isArray(value)) for (let i = 0; i < value.length; i++) take(value[i]);
      else take(value);
    };
    const reject = (reason, field) => {
      pending = { reason: slice(TextOf(reason === undefined ? '' : reason), 0, 500), field: field === undefined ? undefined : slice(TextOf(field), 0, 200) };
      throw STOP;
    };
    const run = call(emit, reject, helpers, state, console);
    return () => {
      for (row = 0; row < n; row++) {
        progress[0] = row + 1;
        const mark = rows.length;
        current = record(row);
        pending = null;
        open = true;
        try {
          const given = run(current);
          if (pending === null) emit(given);
        } catch (error) {
          if (isLimit(error)) throw error;
          if (error !== STOP) { undo(mark); if (pending === null) rejectRow(row, 'snippet-error', error); }
        }
        open = false;
        if (pending !== null) {
          undo(mark);
          rejects[rejects.length] = { row, code: 'snippet-reject', message: pending.reason, field: pending.field };
        }
      }
    };
  };

  const perBatch = (call) => {
    const record = make(columns);
    let where = new Map(), refused = new Map();
    const fresh = [];
    const take = (value, guess) => {
      if (value === null || value === undefined) return;
      const at = where.get(value);
      if (at !== undefined) { if (!refused.has(at)) takeSame(value, at); return; }
      refuseKind(value);
      takeMade(value, guess);
    };
    const emit = (value) => {
      if (isArray(value)) for (let i = 0; i < value.length; i++) fresh[fresh.length] = value[i];
      else fresh[fresh.length] = value;
    };
    const reject = (value, reason) => {
      const at = where.get(value);
      if (at === undefined) throw new TypeError('reject(record, reason) needs one of the records that came in');
      refused.set(at, slice(TextOf(reason === undefined ? '' : reason), 0, 500));
    };
    const run = call(emit, reject, helpers, state, console);
    return () => {
      progress[0] = 1;
      const list = [];
      where = new Map(); refused = new Map(); fresh.length = 0;
      for (let i = 0; i < n; i++) { const one = record(i); list[i] = one; where.set(one, i); }
      try {
        const given = run(list);
        if (given !== null && given !== undefined) {
          if (!isArray(given)) throw new Refused('The code must return a list of records.', undefined, slice(shown(given), 0, 200));
          for (let i = 0; i < given.length; i++) fresh[fresh.length] = given[i];
        }
        for (let i = 0; i < fresh.length; i++) take(fresh[i], fresh.length === n ? i : 0);
        refused.forEach((message, row) => { rejects[rejects.length] = { row, code: 'snippet-reject', message }; });
      } catch (error) {
        if (isLimit(error)) throw error;
        undo(0);
        rejects.length = 0;
        for (let i = 0; i < n; i++) rejectRow(i, 'snippet-error', error);
      }
    };
  };

  /** How a list of values leaves: all numbers in a buffer, all text joined, else JSON. Flags: 1 null, 2 as it was. */
  let buffers = [], texts = [];
  const pack = (name, values, isRead) => {
    const count = rows.length;
    let numbers = 0, strings = 0, empty = 0;
    let flags = null;
    for (let i = 0; i < count; i++) {
      const value = i < values.length ? values[i] : ABSENT;
      if (typeof value === 'number') numbers++;
      else if (typeof value === 'string') strings++;
      else if (value === null || value === ABSENT) {
        empty++;
        flags ??= new Uint8Array(count);
        flags[i] = value === null ? 1 : made[i] === 1 ? 3 : isRead ? 3 : 2;
      }
    }
    const out = { name, read: isRead, flags: -1, kind: 'json', at: -1 };
    if (flags !== null) { out.flags = buffers.length; buffers[out.flags] = flags.buffer; }
    if (numbers + empty === count && numbers > 0) {
      const doubles = new Float64Array(count);
      for (let i = 0; i < values.length; i++) if (typeof values[i] === 'number') doubles[i] = values[i];
      out.kind = 'numbers';
      out.at = buffers.length;
      buffers[out.at] = doubles.buffer;
      return out;
    }
    if (strings + empty === count) {
      const list = [];
      let length = 0;
      for (let i = 0; i < count; i++) { const value = values[i]; list[i] = typeof value === 'string' ? value : ''; length += list[i].length; }
      const joined = joinAll(list, SEP);
      out.at = texts.length;
      if (indexOf(joined, '\0') < 0) {
        out.kind = 'texts';
        texts[out.at] = joined + SEP + length;
        out.fallback = list;
        return out;
      }
      texts[out.at] = stringify(list);
      return out;
    }
    const parts = [];
    for (let i = 0; i < count; i++) {
      const value = values[i];
      if (value === undefined || value === null || value === ABSENT) parts[i] = 'null';
      else if (value instanceof Json) parts[i] = value.text;
      else parts[i] = typeof value === 'bigint' ? '{"$bigint":"' + value + '"}' : stringify(value);
    }
    out.at = texts.length;
    texts[out.at] = '[' + joinAll(parts, ',') + ']';
    return out;
  };

  const state = create(null);
  let work = null, fallbacks = [];
  return {
    define(call) { const prepare = style === 'batch' ? perBatch : perRecord; work = () => prepare(call); },
    countIn(buffer) { progress = new Int32Array(buffer); },
    start,
    addNumbers(buffer) { columns[columns.length] = new Float64Array(buffer); },
    addTexts(joined, flags) {
      const values = n === 0 ? [] : split(joined, SEP);
      if (flags !== undefined) { const empty = new Uint8Array(flags); for (let i = 0; i < n; i++) if (empty[i] === 1) values[i] = null; }
      columns[columns.length] = values;
    },
    addJson(text, tagged) {
      const values = parse(text);
      if (tagged) for (let i = 0; i < values.length; i++) values[i] = revive(values[i]);
      columns[columns.length] = values;
    },
    go() {
      reset();
      buffers = []; texts = []; fallbacks = [];
      work()();
      columns = [];
      const packed = [];
      for (let j = 0; j < names.length; j++) if (changed[j]) packed[packed.length] = pack(names[j], read[j], true);
      others.forEach((values, name) => { packed[packed.length] = pack(name, values, false); });
      for (let i = 0; i < packed.length; i++) { fallbacks[i] = packed[i].fallback; packed[i].fallback = undefined; }
      const result = { count: rows.length, rows: buffers.length, made: buffers.length + 1, columns: packed, rejects, logs };
      buffers[result.rows] = Int32Array.from(rows).buffer;
      buffers[result.made] = Uint8Array.from(made).buffer;
      reset();
      return stringify(result);
    },
    buffer(at) { return buffers[at]; },
    text(at) { return texts[at]; },
    asJson(at) { return stringify(fallbacks[at]); },
  };
})`;
