import { isUtf8 } from 'node:buffer';
import { analyse } from 'chardet';
import { countUtf8, wholeUtf8 } from './utf8-check.ts';

/** The encoding a file seems to be in. `sure` where a byte order mark says so, or where only UTF-8 fits. */
export interface DetectedEncoding {
  readonly encoding: string;
  readonly bom: boolean;
  readonly sure: boolean;
}

const MARKS: readonly { bytes: readonly number[]; encoding: string }[] = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { bytes: [0xff, 0xfe, 0, 0], encoding: 'utf-32le' },
  { bytes: [0, 0, 0xfe, 0xff], encoding: 'utf-32be' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
];

/** What chardet calls them, and what is meant; what is not here is not offered. */
const NAMES: Readonly<Record<string, string>> = {
  'ISO-8859-1': 'windows-1252',
  'windows-1252': 'windows-1252',
  'ISO-8859-2': 'iso-8859-2',
  'windows-1250': 'windows-1250',
  'windows-1251': 'windows-1251',
  'windows-1257': 'windows-1257',
  'ISO-8859-5': 'iso-8859-5',
  'KOI8-R': 'koi8-r',
  'ISO-8859-7': 'windows-1253',
  'windows-1253': 'windows-1253',
  'ISO-8859-9': 'windows-1254',
  'windows-1254': 'windows-1254',
  'ISO-8859-8': 'windows-1255',
  'windows-1255': 'windows-1255',
  'windows-1256': 'windows-1256',
  Shift_JIS: 'shift_jis',
  'EUC-JP': 'euc-jp',
  'ISO-2022-JP': 'iso-2022-jp',
  'EUC-KR': 'euc-kr',
  Big5: 'big5',
  GB18030: 'gb18030',
};
const MULTI_BYTE = new Set(['shift_jis', 'euc-jp', 'iso-2022-jp', 'euc-kr', 'big5', 'gb18030']);

/** Finds the encoding from the beginning of a file (`whole`: it is all of it), and better from further pieces of it too. ASCII counts as UTF-8. */
export function detectEncoding(head: Uint8Array, { whole = true, pieces = [] }: { whole?: boolean; pieces?: readonly Uint8Array[] } = {}): DetectedEncoding {
  for (const { bytes, encoding } of MARKS) if (bytes.every((byte, at) => head[at] === byte)) return { encoding, bom: true, sure: true };
  const wide = wideWithoutMark(head);
  if (wide !== null) return { encoding: wide, bom: false, sure: false };
  const all = [head, ...pieces];
  if (isUtf8(whole ? head : wholePiece(head, false)) && pieces.every((piece) => isUtf8(wholePiece(piece, true))))
    return { encoding: 'utf-8', bom: false, sure: true };
  return { encoding: mostlyUtf8(all) ? 'utf-8' : guess(Buffer.concat(all)), bom: false, sure: false };
}

/**
 * UTF-8 with a few bytes of something else in it: read in another encoding all its good characters would turn into bad ones without a word, while
 * the few bad ones are counted and told. In text of other encodings well-formed UTF-8 is rare.
 */
function mostlyUtf8(pieces: readonly Uint8Array[]): boolean {
  let good = 0;
  let bad = 0;
  for (const [index, piece] of pieces.entries()) {
    const { characters, strays } = countUtf8(wholePiece(piece, index > 0));
    good += characters;
    bad += strays;
  }
  return good >= 10 * Math.max(1, bad);
}

/** A piece from the middle of a file without half characters at its ends. */
function wholePiece(piece: Uint8Array, cutBefore: boolean): Uint8Array {
  let start = 0;
  if (cutBefore) while (start < 3 && ((piece[start] ?? 0) & 0xc0) === 0x80) start++;
  return piece.subarray(start, wholeUtf8(piece));
}

/** UTF-16 without a mark: every other byte of Western text is NUL. */
function wideWithoutMark(head: Uint8Array): string | null {
  const length = Math.min(head.length & ~1, 4096);
  if (length < 4) return null;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < length; i += 2) {
    if (head[i] === 0) even++;
    if (head[i + 1] === 0) odd++;
  }
  const pairs = length / 2;
  if (odd > pairs * 0.3 && even < pairs * 0.05) return 'utf-16le';
  if (even > pairs * 0.3 && odd < pairs * 0.05) return 'utf-16be';
  return null;
}

/** The likeliest of the encodings that are offered; Western European where nothing speaks clearly for another. */
function guess(bytes: Uint8Array): string {
  const matches = analyse(unusualLines(bytes)).flatMap(({ name, confidence }) => {
    const encoding = NAMES[name];
    return encoding === undefined ? [] : [{ encoding, confidence }];
  });
  const wide = matches.find(({ encoding }) => MULTI_BYTE.has(encoding));
  if (wide !== undefined && wide.confidence >= 50) return wide.encoding;
  const narrow = matches.find(({ encoding }) => !MULTI_BYTE.has(encoding));
  const western = matches.find(({ encoding }) => encoding === 'windows-1252')?.confidence ?? 0;
  if (narrow === undefined) return 'windows-1252';
  const clear = western === 0 ? 10 : Math.max(20, western + 11);
  return narrow.confidence >= clear ? narrow.encoding : 'windows-1252';
}

/** Only the lines that are not ASCII: the others say nothing and drown them. */
function unusualLines(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  let size = 0;
  for (let start = 0; start < bytes.length && size < 200_000; ) {
    let end = start;
    let high = 0;
    while (end < bytes.length && bytes[end] !== 10) high |= bytes[end++] as number;
    if (high > 127) {
      parts.push(bytes.subarray(start, end + 1));
      size += end - start;
    }
    start = end + 1;
  }
  return Buffer.concat(parts);
}
