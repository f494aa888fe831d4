/** The meter's clock ticks this often in a microsecond. */
export const TICKS_PER_MICROSECOND = 10;

/**
 * Guest text: a function of `(most)` that gives the meter of code whose lines tell when they begin: how often and how long each was at work, what calls took
 * on the way in other lines counted there. It must run before the clock of the run is put in place, since the time it reads is what `Date.now` says now: the
 * thread makes that tick in tenths of a microsecond while it measures, so the guest needs no function of the host.
 */
export const GUEST_METER = String.raw`(function (most) {
  'use strict';
  const clock = Date.now;
  const Doubles = Float64Array;
  const { max } = Math;
  let spent = new Doubles(most + 1), hits = new Doubles(most + 1);
  let at = 0, since = 0, began = 0, longest = -1, longestRow = 0;
  const line = (n) => {
    const now = clock();
    if (at > 0) spent[at] += now - since;
    if (n > 0 && n <= most) { hits[n]++; at = n; }
    since = clock();
  };
  const clear = () => { spent = new Doubles(most + 1); hits = new Doubles(most + 1); at = 0; longest = -1; longestRow = 0; };
  // What the measuring itself adds to each line.
  for (let i = 0; i < 400; i++) line(1);
  const cost = spent[1] / max(1, hits[1]);
  clear();
  return {
    line,
    enter() { at = 0; began = clock(); },
    leave(row) {
      const now = clock();
      if (at > 0) spent[at] += now - since;
      at = 0;
      if (now - began > longest) { longest = now - began; longestRow = row; }
    },
    read(style) {
      const lines = [];
      for (let n = 1; n <= most; n++) if (hits[n] > 0) lines[lines.length] = { line: n, hits: hits[n], microseconds: max(0, spent[n] - cost * hits[n]) / 10 };
      const slowest = style === 'record' && longest >= 0 ? { row: longestRow, microseconds: longest / 10 } : null;
      clear();
      return { lines, slowest };
    },
  };
})`;
