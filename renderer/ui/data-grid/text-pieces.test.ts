import { expect, it } from 'vitest';
import { textPieces } from './text-pieces.ts';

it('cuts a long text behind line breaks, never within a sign, and loses nothing', () => {
  for (const text of ['', 'short', `${'a'.repeat(999)}😀b`, `${'line\n'.repeat(900)}end`, '😀'.repeat(5_000), '\n'.repeat(3_000)]) {
    const pieces = textPieces(text);
    expect(pieces.join('')).toBe(text);
    expect(pieces.every((piece) => piece.length > 0 && piece.length <= 1_000 && !/^[\udc00-\udfff]/.test(piece))).toBe(true);
  }
  expect(
    textPieces(`${'line\n'.repeat(900)}end`)
      .slice(0, -1)
      .every((piece) => piece.endsWith('\n')),
  ).toBe(true);
});
