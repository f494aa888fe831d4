/** The chosen names with some more, behind the others in their own order, or without some; the order of the rest stays. */
export function setChosen(value: readonly string[], names: readonly string[], taken: boolean): string[] {
  const some = new Set(names);
  return taken ? [...new Set([...value, ...names])] : value.filter((name) => !some.has(name));
}
