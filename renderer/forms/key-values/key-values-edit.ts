/** A key with its value. */
export interface KeyValue {
  key: string;
  value: string;
}

/** Pairs from pasted rows: two cells each, or one cell "key: value" or "key=value". */
export function pairsFrom(rows: readonly (readonly string[])[]): KeyValue[] {
  return rows.map(([first = '', ...rest]) => {
    if (rest.length > 0) return { key: first, value: rest.join(' ').trim() };
    const cut = /^([^:=\s]+)\s*[:=]\s*(.*)$/s.exec(first);
    return cut ? { key: cut[1] ?? '', value: cut[2] ?? '' } : { key: first, value: '' };
  });
}

/** The pairs with others put in the place of the one at `at`, which is empty, or behind it. */
export function insertPairs(pairs: readonly KeyValue[], at: number, added: readonly KeyValue[]): KeyValue[] {
  const here = pairs[at];
  const replaces = here !== undefined && here.key === '' && here.value === '';
  return [...pairs.slice(0, replaces ? at : at + 1), ...added, ...pairs.slice(at + 1)];
}

/** Positions of keys that stand more than once, whatever their capitals. Empty keys are no keys. */
export function repeatedKeys(keys: readonly string[]): ReadonlySet<number> {
  const seen = new Map<string, number[]>();
  for (const [at, key] of keys.entries()) {
    const plain = key.trim().toLowerCase();
    if (plain !== '') seen.set(plain, [...(seen.get(plain) ?? []), at]);
  }
  return new Set([...seen.values()].filter((places) => places.length > 1).flat());
}
