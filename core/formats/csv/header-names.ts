/** Names for the fields, and what had to be done to make each of them there and unique. */
export interface HeaderNames {
  readonly names: string[];
  readonly empty: number;
  readonly repeated: number;
}

/** Makes names usable: an empty one becomes `column_3` (its place, from 1), a repeated one `name_2`. */
export function headerNames(given: readonly string[]): HeaderNames {
  const taken = new Set(given.filter((name) => name !== ''));
  const used = new Set<string>();
  let empty = 0;
  let repeated = 0;
  const names = given.map((name, at) => {
    if (name === '') empty++;
    else if (!used.has(name)) {
      used.add(name);
      return name;
    } else repeated++;
    const base = name === '' ? `column_${at + 1}` : name;
    let unique = name === '' ? base : `${name}_2`;
    for (let n = name === '' ? 2 : 3; used.has(unique) || taken.has(unique); n++) unique = `${base}_${n}`;
    used.add(unique);
    return unique;
  });
  return { names, empty, repeated };
}

/** `column_1`, `column_2` … for files without a header. */
export function generatedNames(width: number): string[] {
  return Array.from({ length: width }, (_, at) => `column_${at + 1}`);
}
