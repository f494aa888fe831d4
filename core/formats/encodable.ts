import iconv from 'iconv-lite';

/** Gives the first character of a text that an encoding does not have, `null` when it has them all. */
export type MissingCharacter = (text: string) => string | null;

/** The check for a single-byte encoding such as `windows-1252`; `null` for Unicode, which has every character. */
export function missingCharacter(encoding: string): MissingCharacter | null {
  if (/^utf/i.test(encoding)) return null;
  const known = new Set(iconv.decode(Buffer.from(Uint8Array.from({ length: 256 }, (_, byte) => byte)), encoding).replaceAll('\uFFFD', ''));
  return (text) => {
    for (const character of text) if (!known.has(character)) return character;
    return null;
  };
}
