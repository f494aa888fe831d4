/** Text of at most `length` characters for a card: a longer one ends with an ellipsis. */
export function cutWords(text: string, length = 60): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}…`;
}
