/** Names within a sentence: "A", "A and B", "A, B and C", "A, B, C and 4 more". */
export function joinNames(names: readonly string[], most = 3): string {
  const shown = names.length <= most ? names : [...names.slice(0, most), `${names.length - most} more`];
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** The first names of a list, for a card or a line: "id, name", "id, name, city and 4 more". One more than `most` is shown as well. */
export function listNames(names: readonly string[], most = 3): string {
  return names.length <= most + 1 ? names.join(', ') : joinNames(names, most);
}
