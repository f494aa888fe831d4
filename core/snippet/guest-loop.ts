/**
 * Guest text: a function of `({ names, sets, added, emits, refuses, reuses })` (as in the options of the runner; `added` are the fields of `sets` that do not come
 * in) that gives a function of `(watched, usual, placed)`. By name: whether the snippet may change that field (watched), and whether its list holds different values
 * and records have places in it (placed). By field of `added`: whether its values are likely to be numbers (usual). What that gives is a function that, given the
 * lists of a batch and what the runner does with what is not usual, gives `make`, `same` and `loop`.
 *
 * All of it is written out field by field, since the guest is an interpreter: what counts is how few of its steps there are.
 */
export const GUEST_LOOP = String.raw`(function (options) {
  'use strict';
  const { names, sets, added, emits, refuses, reuses } = options;
  const { stringify } = JSON;
  const member = (name) => (/^[A-Za-z_$][\w$]*$/.test(name) ? '.' + name : '[' + stringify(name) + ']');
  const key = (name) => (name === '__proto__' ? '["__proto__"]' : stringify(name));
  const plainly = 'typeof v === "string" || (typeof v === "number" && v - v === 0)';
  const bodyOf = (watched, usual, came) =>
    names.map((name, j) => watched[j] ? 'v = r' + member(name) + '; if (changed[' + j + '] && (' + plainly + ')) k' + j + '[at] = v; ' +
      'else if (v !== ' + came(j) + ' || changed[' + j + '] || (typeof v === "object" && v !== null)) different(' + j + ', v, r, i, at);' : '').join(' ') +
    added.map((name, k) => {
      const text = 'if (typeof v === "string") { s' + k + '[at] = v; t' + k + ' = 1; } ';
      const number = 'if (typeof v === "number" && v - v === 0) { s' + k + '[at] = v; d' + k + ' = 2; } ';
      return 'v = r' + member(name) + '; ' + (usual[k] ? number + 'else ' + text : text + 'else ' + number) +
      'else { t' + k + ' = 1; d' + k + ' = 2; s' + k + '[at] = v === ABSENT || (v === undefined && !hasOwn(r, ' + stringify(name) + ')) ? ABSENT : leaving(v, ' + stringify(name) + '); }';
    }).join(' ') +
    (sets === null ? ' extras(r, at);' : '');
  /**
   * Written out field by field, since the guest is an interpreter: makes the record of a row (make), looks whether the fields that may be set are still
   * what they were (same), and does both around the snippet for one record after another (loop), as long as each leaves as it came.
   */
  const unroll = (watched, usual, placed) => {
    const came = (j) => 'c' + j + (placed[j] ? '[p' + j + '[i]]' : '[i]');
    const body = bodyOf(watched, usual, came);
    // Once all values of a field are kept, those of one that the snippet does not set are too.
    const rest = names.map((name, j) => watched[j] ? '' : 'if (changed[' + j + ']) k' + j + '[at] = ' + came(j) + ';').join(' ');
    const record = '{ __proto__: null' + names.map((name, j) => ', ' + key(name) + ': ' + came(j)).join('') + ' }';
    const anew = reuses ? names.map((name, j) => 'r' + member(name) + ' = ' + came(j) + ';').join(' ') + added.map((name) => 'r' + member(name) + ' = ABSENT;').join(' ') : 'r = ' + record + ';';
    const blank = '{ __proto__: null' + names.map((name) => ', ' + key(name) + ': null').join('') + added.map((name) => ', ' + key(name) + ': ABSENT').join('') + ' }';
    const seen = added.map((name, k) => ', t' + k + ' = 0, d' + k + ' = 0').join('');
    return (0, eval)('(function (c, places, kept, st, progress, rows, made, changed, different, leaving, hasOwn, extras, other, slow, ABSENT) {' +
      names.map((name, j) => 'const c' + j + ' = c[' + j + '], p' + j + ' = places[' + j + '], k' + j + ' = kept[' + j + '];').join(' ') +
      added.map((name, k) => 'const s' + k + ' = other(' + stringify(name) + ');').join(' ') +
      'return { make: (i) => (' + record + '), same: (r, i, at) => { let v' + seen + '; ' + body + ' if (st.some) { ' + rest + ' } },' +
      'loop: (run, from, n) => { let i = from, at = st.at, listed = st.listed, some = st.some, v, r' + (reuses ? ' = ' + blank : '') + ', given' + seen + '; try { for (; i < n; i++) {' +
      'progress[0] = i + 1; ' + anew + (emits ? 'st.now = r; st.at = at;' : '') +
      'given = run(r); if (given !== r' + (emits || refuses ? ' || st.touched' : '') + ') { at = slow(i, r, given, at); listed = true; some = st.some; continue; }' +
      body +
      ' if (listed) rows[at] = i; if (some) { made[at] = 0; ' + rest + ' } at++; } } finally { st.at = at; ' +
      added.map((name, k) => 'st.kinds[' + k + '] |= t' + k + ' | d' + k + ';').join(' ') + ' } } }; })');
  };
  return unroll;
})`;
