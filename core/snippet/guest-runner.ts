import { GUEST_STYLES } from './guest-styles.ts';

/**
 * Guest text: a function of `(options, helpers, data, makePacker, makeLoop, meter)` that gives the runner: takes columns in, calls the snippet for each record (or once with
 * all), and gives columns out. Everything that leaves is text, numbers in buffers, or JSON; the host trusts none of it.
 *
 * `options`: `names` (fields that come in, in order), `sets` (fields the snippet may set or delete, null for any), `style`, `keepsState` (the code may keep
 * something between calls), `emits`, `refuses` (the code may call emit, reject), `reuses` (one record is filled anew for each call), `mostFailed` (records a batch is searched for), `logLines`, `logLength`.
 * An ordinary error in the snippet rejects its record; running out of memory or stack ends the call.
 */
export const GUEST_RUNNER = String.raw`(function (options, helpers, data, makePacker, makeLoop, meter) {
  'use strict';
  const { parse, stringify } = JSON;
  const { keys, create } = Object;
  const { isArray } = Array;
  const hasOwn = Object.hasOwn;
  const split = Function.prototype.call.bind(String.prototype.split);
  const joinAll = Function.prototype.call.bind(Array.prototype.join);
  const indexOf = Function.prototype.call.bind(Array.prototype.indexOf);
  const slice = Function.prototype.call.bind(String.prototype.slice);
  const TextOf = String;
  const Doubles = Float64Array, Bytes = Uint8Array, Integers = Int32Array, Shorts = Uint16Array;
  const SEP = '\u001f';
  const { names, sets, style, keepsState, emits, refuses, reuses, mostFailed, logLines, logLength } = options;
  const { revive, leaving, shown, describe, isLimit, Json, Refused } = data;
  const place = create(null);
  names.forEach((name, j) => { place[name] = j; });
  const ABSENT = Object.freeze({ absent: true });
  const STOP = { stop: 'reject' };
  const packer = makePacker(Json, ABSENT);

  let logs = [], logRows = [], logsLeftOut = 0;
  const log = (...values) => {
    if (logs.length >= logLines) { logsLeftOut++; return; }
    logRows[logs.length] = style === 'batch' ? -1 : progress[0] - 1;
    const texts = [];
    for (let i = 0; i < values.length && i < 20; i++) texts[i] = shown(values[i]);
    logs[logs.length] = slice(joinAll(texts, ' '), 0, logLength);
  };
  const console = Object.freeze({ log, info: log, warn: log, error: log, debug: log });
  // What comes in: one list of values per field, by record or, where there are places, by the place of a record.
  let n = 0;
  let columns = [];
  let places = [];
  const cameIn = (j, i) => { const of = places[j]; return columns[j][of === undefined ? i : of[i]]; };
  let progress = new Integers(1);
  const added = sets === null ? [] : sets.filter((name) => place[name] === undefined);
  const unroll = makeLoop({ names, sets, added, emits, refuses, reuses });
  const unrolled = new Map(), mostShapes = 20;
  /** For each of the fields that are added whether the loop has last put numbers there: that is tried first, then. */
  let usual = added.map(() => false);
  /** Values that are objects may change in place, so their field is looked at even if the snippet does not set it. */
  let mayChange = [];
  const writtenOut = () => {
    const watched = names.map((name, j) => sets === null || mayChange[j] === true || sets.indexOf(name) >= 0);
    const placed = names.map((name, j) => places[j] !== undefined);
    const shape = watched.join() + '|' + usual.join() + '|' + placed.join();
    let written = unrolled.get(shape);
    if (written === undefined) {
      if (unrolled.size >= mostShapes) unrolled.clear();
      unrolled.set(shape, (written = unroll(watched, usual, placed)));
    }
    return written(columns, places, read, st, progress, rows, made, changed, different, leaving, hasOwn, extras, other, slow, ABSENT);
  };

  // What goes out: for each record that leaves its row and whether it was made by the snippet, and one list of values per field. As long as all that came
  // have left as they came, their rows are not listed; as long as the snippet made none, neither is that.
  let rows, made, rejects, read, changed, others;
  /** at: how many have left; listed, some: whether rows and made are kept; touched: the snippet called emit or reject for the record now;
   * kinds: of the fields that are added, what the loop has put there: 1 for texts, 2 for numbers, 3 for both or others. */
  const st = { at: 0, listed: false, some: false, touched: false, now: null, kinds: [] };
  const start = (count) => {
    n = count;
    columns = [];
    places = [];
    mayChange = [];
    progress[0] = 0;
  };
  const reset = () => {
    rows = []; made = []; rejects = []; logs = []; logRows = []; logsLeftOut = 0;
    st.at = 0; st.listed = style === 'batch'; st.some = false; st.touched = false; st.now = null;
    st.kinds = added.map(() => 0);
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

  const list = () => {
    if (st.listed) return;
    for (let k = 0; k < st.at; k++) rows[k] = k;
    st.listed = true;
  };

  /** From the first change on, the values of a field are kept for every record. */
  const keepFrom = (j, at) => {
    const values = read[j];
    for (let k = values.length; k < at; k++) values[k] = st.some && made[k] === 1 ? ABSENT : cameIn(j, st.listed ? rows[k] : k);
    changed[j] = true;
  };
  const different = (j, value, record, i, at) => {
    if (!changed[j]) keepFrom(j, at);
    const name = names[j];
    read[j][at] = value === cameIn(j, i) && (typeof value !== 'object' || value === null) ? value : value === undefined && !hasOwn(record, name) ? ABSENT : leaving(value, name);
  };
  let per = null;
  /** Fields that nobody knew of. */
  const extras = (record, at) => {
    for (const name of keys(record)) if (place[name] === undefined) put(other(name), at, leaving(record[name], name));
  };
  /** The record that came in as row i leaves as it is now. */
  const takeSame = (record, i) => {
    list();
    const { at } = st;
    per.same(record, i, at);
    rows[at] = i;
    if (st.some) made[at] = 0;
    st.at = at + 1;
  };
  /** A record of the snippet's own leaves. */
  const takeMade = (record, i) => {
    list();
    const { at } = st;
    if (!st.some) {
      for (let k = 0; k < at; k++) made[k] = 0;
      st.some = true;
    }
    const found = keys(record);
    for (let k = 0; k < found.length; k++) {
      const name = found[k];
      const given = record[name];
      const value = typeof given === 'string' ? given : leaving(given, name);
      const j = place[name];
      if (j === undefined) put(other(name), at, value);
      else { if (!changed[j]) keepFrom(j, at); read[j][at] = value; }
    }
    for (let j = 0; j < names.length; j++) {
      if (!changed[j]) keepFrom(j, at);
      if (read[j].length === at) read[j][at] = ABSENT;
    }
    for (let k = 0; k < added.length; k++) {
      const values = other(added[k]);
      if (values.length === at) values[at] = ABSENT;
    }
    rows[at] = i;
    made[at] = 1;
    st.at = at + 1;
  };
  const undo = (mark) => {
    list();
    st.at = mark;
    if (rows.length > mark) rows.length = mark;
    if (made.length > mark) made.length = mark;
    for (let j = 0; j < names.length; j++) if (read[j].length > mark) read[j].length = mark;
    others.forEach((values) => { if (values.length > mark) values.length = mark; });
  };
  const refuseKind = (value) => {
    if (isArray(value)) throw new Refused('The code gave a list inside a list where a record is expected.');
    if (typeof value === 'object' && typeof value.then === 'function') throw new Refused('The code gave a promise; a snippet cannot wait for anything.');
    if (typeof value !== 'object') throw new Refused('The code gave a ' + typeof value + ' where a record is expected.', undefined, slice(shown(value), 0, 200));
  };
  const rejectRow = (i, code, error) => {
    if (error instanceof Refused) rejects[rejects.length] = { row: i, code: 'snippet-result', message: error.message, field: error.name, value: error.value };
    else { const { text, line, column } = describe(error); rejects[rejects.length] = { row: i, code, message: text, line, column }; }
  };

  let pending = null;
  const refusePending = (row) => {
    if (pending === null) return;
    rejects[rejects.length] = { row, code: 'snippet-reject', message: pending.reason, field: pending.field };
    pending = null;
  };
  let row = 0;
  const take = (value) => {
    if (value === st.now) return takeSame(value, row);
    if (value === null || value === undefined) return;
    refuseKind(value);
    takeMade(value, row);
  };
  const takeAll = (value) => {
    if (isArray(value)) for (let i = 0; i < value.length; i++) take(value[i]);
    else take(value);
  };
  /** A record that did not just leave as it came, or for which emit or reject was called. Gives how many have left. */
  const slow = (i, record, given, mark) => {
    row = i;
    if (!emits) st.at = mark;
    st.now = record;
    if (pending === null) {
      if (given === record) takeSame(given, i);
      else takeAll(given);
    } else undo(mark);
    list();
    refusePending(i);
    st.touched = false;
    return st.at;
  };

${GUEST_STYLES}  const state = create(null);
  let work = null;
  return {
    define(call) { const prepare = style === 'batch' ? perBatch : perRecord; work = () => prepare(call); },
    countIn(buffer) { progress = new Integers(buffer); },
    start,
    addNumbers(buffer) { columns[columns.length] = new Doubles(buffer); },
    addTexts(joined, flags) {
      const values = n === 0 ? [] : split(joined, SEP);
      if (flags !== undefined) { const empty = new Bytes(flags); for (let i = 0; i < n; i++) if (empty[i] === 1) values[i] = null; }
      columns[columns.length] = values;
    },
    addRepeated(joined, buffer) {
      places[columns.length] = new Shorts(buffer);
      const values = split(joined, SEP);
      values[values.length] = null;
      columns[columns.length] = values;
    },
    addJson(text, tagged) {
      const values = parse(text);
      if (tagged) for (let i = 0; i < values.length; i++) values[i] = revive(values[i]);
      mayChange[columns.length] = true;
      columns[columns.length] = values;
    },
    go() {
      reset();
      packer.clear();
      per = writtenOut();
      work()();
      usual = st.kinds.map((kind) => kind === 2);
      columns = [];
      places = [];
      const packed = [];
      const count = st.at, own = st.some ? made : null;
      for (let j = 0; j < names.length; j++) if (changed[j]) packed[packed.length] = packer.pack(names[j], read[j], true, count, own);
      // What went through nothing but the loop is known by kind already.
      others.forEach((values, name) => { packed[packed.length] = packer.pack(name, values, false, count, own, st.listed ? 0 : st.kinds[indexOf(added, name)]); });
      const result = {
        count,
        rows: st.listed ? packer.keepBuffer(new Integers(rows).buffer) : -1,
        made: st.some ? packer.keepBuffer(new Bytes(made).buffer) : -1,
        columns: packed,
        rejects,
        logs,
        logRows,
        logsLeftOut,
        measured: meter === undefined ? undefined : meter.read(style),
      };
      reset();
      return stringify(result);
    },
    buffer: packer.buffer,
    text: packer.text,
    asJson: packer.asJson,
  };
})`;
