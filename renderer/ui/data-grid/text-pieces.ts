/** Most characters of one piece. */
const LONGEST = 1_000;

/** A long text in pieces that can be drawn one by one: cut behind line breaks where there are any, never within one sign. All pieces together are the text. */
export function textPieces(text: string): string[] {
  const pieces: string[] = [];
  for (let from = 0; from < text.length; ) {
    let end = Math.min(text.length, from + LONGEST);
    if (end < text.length) {
      const line = text.lastIndexOf('\n', end - 1);
      const before = text.charCodeAt(end - 1);
      if (line >= from) end = line + 1;
      else if (before >= 0xd800 && before <= 0xdbff) end -= 1;
    }
    pieces.push(text.slice(from, end));
    from = end;
  }
  return pieces;
}
