import { UserError } from '../base/errors.ts';

const SIGNATURES: readonly { bytes: readonly number[]; at?: number; name: string }[] = [
  { bytes: [0x25, 0x50, 0x44, 0x46], name: 'a PDF document' },
  { bytes: [0x89, 0x50, 0x4e, 0x47], name: 'a PNG picture' },
  { bytes: [0xff, 0xd8, 0xff], name: 'a JPEG picture' },
  { bytes: [0x47, 0x49, 0x46, 0x38], name: 'a GIF picture' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], name: 'an old Office document, such as an .xls workbook' },
  { bytes: [0x1f, 0x8b], name: 'a gzip archive' },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], name: 'a zstd archive' },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf], name: 'a 7-Zip archive' },
  { bytes: [0x42, 0x5a, 0x68], name: 'a bzip2 archive' },
  { bytes: [0xfd, 0x37, 0x7a, 0x58], name: 'an xz archive' },
  { bytes: [0x50, 0x41, 0x52, 0x31], name: 'a Parquet file' },
  { bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], name: 'a SQLite database' },
  { bytes: [0x7f, 0x45, 0x4c, 0x46], name: 'a program' },
  { bytes: [0x4d, 0x5a, 0x90], name: 'a Windows program' },
];

/** What a file looks like if it is not text, in words (`a PDF document`); `null` for text. UTF-16 text is text. */
export function binaryKind(head: Uint8Array): string | null {
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04]) || startsWith(head, [0x50, 0x4b, 0x05, 0x06])) return zipKind(head);
  for (const { bytes, name } of SIGNATURES) if (startsWith(head, bytes)) return name;
  return null;
}

/** Whether so many NUL bytes stand in it that it cannot be text in the encoding found. `utf8`: the head as UTF-8. */
export function isFullOfNuls(utf8: Uint8Array): boolean {
  let nuls = 0;
  let control = 0;
  for (let at = 0; at < utf8.length; at++) {
    const byte = utf8[at] as number;
    if (byte === 0) nuls++;
    else if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12 && byte !== 27 && byte !== 26 && byte !== 1 && byte !== 31) control++;
  }
  return nuls > 4 + utf8.length / 100 || control > 8 + utf8.length / 50;
}

/** Throws a UserError that says what the file looks like. */
export function refuseBinary(file: string, kind: string): never {
  const excel = kind.includes('Excel') || kind.includes('.xls');
  throw new UserError('not-text', `${file} cannot be read as a text file: it looks like ${kind}.`, {
    hint: excel ? 'Save the sheet as CSV (UTF-8) and use that file.' : 'Choose a CSV, TSV, JSON or NDJSON file.',
    place: { file },
  });
}

/** The format of text, by its content: JSON in one piece, JSON a line, or delimited. Markup is refused. */
export function textFormat(utf8: Uint8Array, whole: boolean): 'csv' | 'json' | 'ndjson' | 'markup' {
  const text = Buffer.from(utf8.buffer, utf8.byteOffset, utf8.byteLength).toString('utf8').trimStart();
  if (/^<(?:\?xml|!doctype|html|!--)/i.test(text) || /^<[A-Za-z][\w:.-]*(?:\s[^<>]*)?>\s*</.test(text)) return 'markup';
  if (text[0] !== '{' && text[0] !== '[') return 'csv';
  const end = text.search(/\r?\n/);
  const first = end < 0 ? text : text.slice(0, end);
  const next = end < 0 ? '' : text.slice(end).trimStart();
  if (!isJson(first)) return looksLikeJson(text, whole) ? 'json' : 'csv';
  return next === '' ? 'json' : 'ndjson';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The first token behind the bracket must be one that JSON allows there. */
function looksLikeJson(text: string, whole: boolean): boolean {
  if (whole && isJson(text)) return true;
  return text[0] === '{'
    ? /^\{\s*(?:"(?:[^"\\]|\\.)*"\s*(?::|$)|\}|$)/.test(text)
    : /^\[\s*(?:[[{"\]]|-?[0-9]+(?:\.[0-9]+)?\s*[,\]]|true|false|null|$)/.test(text);
}

function startsWith(head: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, at) => head[at] === byte);
}

function zipKind(head: Uint8Array): string {
  const text = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1');
  if (/xl\/|\[Content_Types\]\.xml[\s\S]*spreadsheet/.test(text)) return 'an Excel workbook (.xlsx)';
  if (text.includes('word/')) return 'a Word document (.docx)';
  if (text.includes('opendocument.spreadsheet')) return 'an OpenDocument spreadsheet (.ods)';
  if (text.includes('[Content_Types].xml')) return 'an Office document, such as an Excel workbook (.xlsx)';
  return 'a ZIP archive';
}
