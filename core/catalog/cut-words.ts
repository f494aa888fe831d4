/** Text of at most `length` characters for a card: a longer one ends with an ellipsis. */
export function cutWords(text: string, length = 60): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}…`;
}

/** The first names of a list: "id, name, city and 4 more". */
export function listNames(names: readonly string[], most = 3): string {
  if (names.length <= most + 1) return names.join(', ');
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}
