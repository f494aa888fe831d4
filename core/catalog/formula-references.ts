const TEXT_OR_FIELD = /"(?:[^"]|"")*"|\[((?:\\[\s\S]|\[\d+\]|[^[\]\\])*)\]/g;

/**
 * A formula with every reference to the field `from` pointing to `to` instead; what stands in quotes, and paths that only begin alike, stay as they are.
 * Works on text, so that a formula with errors is renamed too.
 */
export function renameInFormula(formula: string, from: string, to: string): string {
  return formula.replace(TEXT_OR_FIELD, (whole, path: string | undefined) => {
    if (path === undefined) return whole;
    const rest = restAfter(path, from);
    return rest === null ? whole : `[${to.replace(/[\\.[\]]/g, '\\$&')}${rest}]`;
  });
}

/** What follows the field `name` at the beginning of a written path, still escaped; `null` when the path is of another field. */
function restAfter(path: string, name: string): string | null {
  let plain = '';
  for (let i = 0; ; ) {
    if (plain === name && (i >= path.length || path[i] === '.' || path[i] === '[')) return path.slice(i);
    if (i >= path.length || plain.length > name.length) return null;
    if (path[i] === '\\') i++;
    plain += path[i] ?? '';
    i++;
  }
}

/** Names of the fields that a formula refers to, of those in `known`; a reference into a nested value counts for its field. For formulas with errors too. */
export function fieldsInFormula(formula: string, known: ReadonlySet<string>): string[] {
  const found = new Set<string>();
  for (const [, path] of formula.matchAll(TEXT_OR_FIELD)) {
    if (path === undefined) continue;
    let plain = '';
    for (let i = 0; i <= path.length; i++) {
      if ((i === path.length || path[i] === '.' || path[i] === '[') && known.has(plain)) found.add(plain);
      if (path[i] === '\\') i++;
      plain += path[i] ?? '';
    }
  }
  return [...found];
}
