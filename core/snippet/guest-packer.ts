/**
 * Guest text: a function of `(Json, ABSENT)` that gives the packer of results: each list of values as a buffer of numbers, as joined texts, or as JSON.
 */
export const GUEST_PACKER = String.raw`(function (Json, ABSENT) {
  'use strict';
  const { stringify } = JSON;
  const joinAll = Function.prototype.call.bind(Array.prototype.join);
  const indexOf = Function.prototype.call.bind(String.prototype.indexOf);
  const setAll = Function.prototype.call.bind(Float64Array.prototype.set);
  const Doubles = Float64Array, Bytes = Uint8Array;
  const SEP = '\u001f';
  let buffers = [], texts = [], fallbacks = [];
  const keep = (list, value) => { list[list.length] = value; return list.length - 1; };

  /**
   * known: 1 where all values are texts, 2 where all are numbers, else it is looked up here.
   * made: 1 for each record of the snippet's own, null where there is none. Per value: 1 null, 2 as it came in, 3 not there; a list without any has no flags.
   */
  const pack = (name, values, isRead, count, made, known) => {
    let numbers = 0, strings = 0, empty = 0;
    let flags = null;
    const sure = values.length === count ? known : 0;
    for (let i = values.length; i < count; i++) values[i] = ABSENT;
    // The usual list has values of one kind.
    const first = count > 0 ? typeof values[0] : '';
    let i = 0;
    let doubles = null;
    if (sure === 1) i = count;
    else if (sure === 2) {
      doubles = new Doubles(count);
      setAll(doubles, values);
      i = count;
    } else if (first === 'string') while (i < count && typeof values[i] === 'string') i++;
    else if (first === 'number') {
      doubles = new Doubles(count);
      for (let value = values[0]; typeof value === 'number'; value = values[i]) {
        doubles[i] = value;
        if (++i === count) break;
      }
    }
    if (first === 'string') strings = i;
    else numbers = i;
    for (; i < count; i++) {
      const value = values[i];
      if (typeof value === 'string') strings++;
      else if (typeof value === 'number') numbers++;
      else if (value === null || value === ABSENT) {
        empty++;
        flags ??= new Bytes(count);
        flags[i] = value === null ? 1 : isRead || (made !== null && made[i] === 1) ? 3 : 2;
      }
    }
    fallbacks[fallbacks.length] = null;
    const out = { name, flags: flags === null ? -1 : keep(buffers, flags.buffer), kind: 'json', at: -1 };
    if (numbers + empty === count && numbers > 0) {
      doubles ??= new Doubles(count);
      if (empty > 0) for (let i = 0; i < count; i++) if (typeof values[i] === 'number') doubles[i] = values[i];
      out.kind = 'numbers';
      out.at = keep(buffers, doubles.buffer);
    } else if (strings + empty === count) {
      let list = values;
      if (empty > 0) {
        list = [];
        for (let i = 0; i < count; i++) list[i] = typeof values[i] === 'string' ? values[i] : '';
      }
      const joined = joinAll(list, SEP);
      if (indexOf(joined, '\0') >= 0) out.at = keep(texts, stringify(list));
      else {
        out.kind = 'texts';
        out.at = keep(texts, joined + SEP + (joined.length - (count > 0 ? count - 1 : 0)));
        fallbacks[fallbacks.length - 1] = list;
      }
    } else {
      const parts = [];
      for (let i = 0; i < count; i++) {
        const value = values[i];
        if (value === undefined || value === null || value === ABSENT) parts[i] = 'null';
        else if (value instanceof Json) parts[i] = value.text;
        else parts[i] = typeof value === 'bigint' ? '{"$bigint":"' + value + '"}' : stringify(value);
      }
      out.at = keep(texts, '[' + joinAll(parts, ',') + ']');
    }
    return out;
  };
  return {
    pack,
    keepBuffer: (buffer) => keep(buffers, buffer),
    clear() { buffers = []; texts = []; fallbacks = []; },
    buffer: (at) => buffers[at],
    text: (at) => texts[at],
    /** The texts of the column at this place as a JSON list, where they cannot be told apart when joined. */
    asJson: (at) => stringify(fallbacks[at]),
  };
})`;
