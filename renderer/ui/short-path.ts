/** Absolute paths of three parts or more, also on Windows: from a separator that begins a word to the next blank or mark that no path ends with. */
const PATH = /(?<![\w/\\.])(?:\/|[A-Za-z]:\\)(?:[^\s/\\:;,"'“”]+[/\\]){2,}[^\s/\\:;,"'“”]+/g;

/** The end of a path that a person knows it by: its file, and the folder before unless that is named by an id. */
export function shortPath(path: string): string {
  const parts = path.split(/[/\\]/).filter((part) => part !== '');
  if (!/^(?:\/|[A-Za-z]:\\)/.test(path) || parts.length <= 2) return path;
  return `…/${parts.slice(isId(parts.at(-2) ?? '') ? -1 : -2).join('/')}`;
}

/** A folder that is named by an id of ours says nothing to anyone. */
function isId(name: string): boolean {
  return /^[0-9A-Za-z]{20}$/.test(name) && /\d/.test(name) && /[A-Z]/.test(name);
}

/** A text in pieces: as it is, or a path in it. */
export function piecesWithPaths(text: string): { text: string; path?: string }[] {
  const pieces: { text: string; path?: string }[] = [];
  let end = 0;
  for (const match of text.matchAll(PATH)) {
    const path = match[0].replace(/[.)]+$/, '');
    if (match.index > end) pieces.push({ text: text.slice(end, match.index) });
    pieces.push({ text: shortPath(path), path });
    end = match.index + path.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end) });
  return pieces;
}
