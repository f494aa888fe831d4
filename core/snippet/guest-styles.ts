/**
 * Guest text, a part of the function in `guest-runner.ts`: how the snippet is called in each style. `perRecord` calls it for one record after the other and
 * goes on behind one that fails; `perBatch` calls it with all, and when that fails with each half, so that only the records to blame are rejected.
 */
export const GUEST_STYLES = String.raw`  const lineBegins = meter === undefined ? undefined : meter.line;
  const metered = (run) => {
    if (meter === undefined) return run;
    return (given) => {
      meter.enter();
      try { return run(given); } finally { meter.leave(progress[0] - 1); }
    };
  };
  const perRecord = (call) => {
    let open = false;
    const emit = (value) => {
      if (!open) throw new Error('emit was called outside a record');
      if (!emits) throw new Error('emit has to be called by its name');
      st.touched = true;
      row = progress[0] - 1;
      takeAll(value);
    };
    const reject = (reason, field) => {
      if (!refuses) throw new Error('reject has to be called by its name');
      st.touched = true;
      pending = { reason: slice(TextOf(reason === undefined ? '' : reason), 0, 500), field: field === undefined ? undefined : slice(TextOf(field), 0, 200) };
      throw STOP;
    };
    const run = metered(call(emit, reject, helpers, state, console, lineBegins));
    return () => {
      pending = null;
      open = true;
      for (let from = 0; from < n; ) {
        try {
          per.loop(run, from, n);
          from = n;
        } catch (error) {
          if (isLimit(error)) throw error;
          from = progress[0];
          undo(st.at);
          if (error !== STOP && pending === null) rejectRow(from - 1, 'snippet-error', error);
          refusePending(from - 1);
          st.touched = false;
        }
      }
      open = false;
    };
  };

  const perBatch = (call) => {
    const record = per.make;
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
    const run = metered(call(emit, reject, helpers, state, console, lineBegins));
    /** Runs over the rows from..to; when that fails, over each half, so that only the records to blame are rejected. Code that keeps state is not repeated. */
    const part = (from, to) => {
      progress[0] = ++turns;
      const mark = st.at, before = rejects.length, batch = [];
      where = new Map(); refused = new Map(); fresh.length = 0;
      for (let i = from; i < to; i++) { const one = record(i); batch[batch.length] = one; where.set(one, i); }
      try {
        const given = run(batch);
        if (given !== null && given !== undefined) {
          if (!isArray(given)) throw new Refused('The code must return a list of records.', undefined, slice(shown(given), 0, 200));
          for (let i = 0; i < given.length; i++) fresh[fresh.length] = given[i];
        }
        for (let i = 0; i < fresh.length; i++) take(fresh[i], fresh.length === to - from ? from + i : from);
        refused.forEach((message, row) => { rejects[rejects.length] = { row, code: 'snippet-reject', message }; });
      } catch (error) {
        if (isLimit(error)) throw error;
        undo(mark);
        rejects.length = before;
        if (to - from > 1 && !keepsState && failed < mostFailed && !(error instanceof Refused)) {
          const middle = (from + to) >> 1;
          part(from, middle);
          part(middle, to);
          return;
        }
        failed++;
        for (let i = from; i < to; i++) rejectRow(i, 'snippet-error', error);
      }
    };
    let turns = 0, failed = 0;
    return () => {
      turns = failed = 0;
      if (n > 0) part(0, n);
    };
  };

`;
