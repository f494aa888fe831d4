/** Bytes that the scanner looks for, worked out once per file. */
export interface ScanBytes {
  /** First byte of the delimiter, and the bytes behind it where it has several. */
  readonly delimiter: number;
  readonly delimiterRest: Uint8Array;
  /** -1 for files without quoting. */
  readonly quote: number;
  /** 1 for bytes that end a field or need a look. */
  readonly stops: Uint8Array;
  /** No byte above this one stops. */
  readonly top: number;
  /** Whether spaces and tabs may stand between quotes and delimiters. */
  readonly blanksAround: boolean;
}

/** Why the scanner stopped. */
export type ScanStop = 'end' | 'full' | 'ragged' | 'text-after-quote' | 'unclosed-quote' | 'stray-quote' | 'nul-byte';

/** A block of records being found: its offsets, and where the scanner stands. Changed in place by `scanBlock`. */
export interface ScanBlock {
  offsets: Int32Array;
  /** Records found; each has `width + 1` offsets. */
  rows: number;
  /** Position behind the last whole record; on a problem the start of the bad one. */
  next: number;
  /** Physical line, from 1, in which the record at `next` begins. */
  line: number;
  /** Blank lines passed over. */
  blanks: number;
  /** Whether a field that is not quoted holds a quote, so that fields cannot be copied as they stand. */
  bareQuotes: boolean;
  /** On `ragged`: fields found, position behind the fields, position behind the line end, and line behind it. */
  fields: number;
  fieldsEnd: number;
  recordEnd: number;
  lineAfter: number;
  /** On a problem: position at which it was seen. */
  problemAt: number;
}

const LF = 10;
const CR = 13;

/** What to look for, given the delimiter's bytes and the quote byte (-1 for none). */
export function scanBytes(delimiter: Uint8Array, quote: number, blanksAround: boolean): ScanBytes {
  const stops = new Uint8Array(256);
  for (const byte of [delimiter[0] as number, LF, CR, 0]) stops[byte] = 1;
  if (quote >= 0) stops[quote] = 1;
  return { delimiter: delimiter[0] as number, delimiterRest: delimiter.subarray(1), quote, stops, top: stops.lastIndexOf(1), blanksAround };
}

/**
 * Finds whole records in `bytes[block.next..length)`. `bytes[length]` must be a line feed (a sentinel). `final`: no more bytes will come, so the last
 * record need not end with a line end. Records before `strictUntil` may not hold a quote in a field that is not quoted.
 */
export function scanBlock(
  bytes: Uint8Array,
  length: number,
  final: boolean,
  width: number,
  strictUntil: number,
  look: ScanBytes,
  block: ScanBlock,
  maxRows: number,
): ScanStop {
  const { delimiter, delimiterRest, quote, stops, top } = look;
  const delimiterLength = delimiterRest.length + 1;
  const { offsets } = block;
  const stride = width + 1;
  let i = block.next;
  let line = block.line;
  let rows = block.rows;
  let at = rows * stride;
  let bare = block.bareQuotes;
  let stop: ScanStop = 'end';
  let start = i;
  let startLine = line;
  scan: for (;;) {
    start = i;
    startLine = line;
    if (i >= length) break;
    if (rows >= maxRows) {
      stop = 'full';
      break;
    }
    let c = bytes[i] as number;
    if (c === LF || c === CR) {
      if (c === CR) {
        if (i + 1 >= length && !final) break;
        if (i + 1 < length && bytes[i + 1] === LF) i++;
      }
      i++;
      line++;
      block.blanks++;
      continue;
    }
    let k = at;
    const limit = at + width;
    let bareHere = false;
    let nulHere = false;
    for (;;) {
      if (k < limit) offsets[k] = i;
      k++;
      c = bytes[i] as number;
      if (look.blanksAround && (c === 32 || c === 9)) {
        const field = afterBlanks(bytes, i);
        if (bytes[field] === quote) {
          i = field;
          c = quote;
        }
      }
      if (c === quote) {
        i++;
        for (;;) {
          c = bytes[i] as number;
          if (c > top || stops[c] === 0) {
            i++;
            continue;
          }
          if (c === quote) {
            if (i + 1 >= length) {
              if (!final) break scan;
            } else if (bytes[i + 1] === quote) {
              i += 2;
              continue;
            }
            i++;
            break;
          }
          if (c === LF) {
            if (i >= length) {
              if (!final) break scan;
              block.problemAt = length;
              stop = 'unclosed-quote';
              break scan;
            }
            line++;
          } else if (c === CR) {
            if (bytes[i + 1] !== LF) line++;
          } else if (c === 0) nulHere = true;
          i++;
        }
        c = bytes[i] as number;
        if (look.blanksAround) while (c === 32 || c === 9) c = bytes[++i] as number;
        if (c !== LF && c !== CR && !isDelimiter(bytes, i, delimiter, delimiterRest)) {
          if (i + delimiterRest.length >= length && !final) break scan;
          block.problemAt = i;
          stop = 'text-after-quote';
          break scan;
        }
      } else {
        for (;;) {
          c = bytes[i] as number;
          if (c > top || stops[c] === 0) {
            i++;
            continue;
          }
          if (c === delimiter) {
            if (delimiterLength === 1 || isDelimiter(bytes, i, delimiter, delimiterRest)) break;
            if (i + delimiterLength > length && !final) break scan;
          } else if (c === quote) bareHere = true;
          else if (c === 0) nulHere = true;
          else break;
          i++;
        }
      }
      if (i >= length) {
        if (!final) break scan;
        break;
      }
      if (c === LF || c === CR) break;
      i += delimiterLength;
    }
    const end = i;
    if (c === CR && i < length) {
      if (i + 1 >= length) {
        if (!final) break;
      } else if (bytes[i + 1] === LF) i++;
    }
    i = i < length ? i + 1 : length;
    line++;
    if (k !== limit) {
      block.fields = k - at;
      block.fieldsEnd = end;
      block.recordEnd = i;
      block.lineAfter = line;
      block.problemAt = start;
      stop = 'ragged';
      break;
    }
    if (nulHere || (bareHere && start < strictUntil)) {
      block.recordEnd = i;
      block.lineAfter = line;
      block.problemAt = start;
      stop = nulHere ? 'nul-byte' : 'stray-quote';
      break;
    }
    if (bareHere) bare = true;
    offsets[limit] = end + delimiterLength;
    at += stride;
    rows++;
  }
  block.rows = rows;
  block.next = start;
  block.line = startLine;
  block.bareQuotes = bare;
  return stop;
}

function isDelimiter(bytes: Uint8Array, at: number, first: number, rest: Uint8Array): boolean {
  if (bytes[at] !== first) return false;
  for (let i = 0; i < rest.length; i++) if (bytes[at + 1 + i] !== rest[i]) return false;
  return true;
}

function afterBlanks(bytes: Uint8Array, from: number): number {
  let i = from;
  while (bytes[i] === 32 || bytes[i] === 9) i++;
  return i;
}
