/** Bytes that the scanner looks for, worked out once per file. */
export interface ScanBytes {
  /** First byte of the delimiter, and the bytes behind it where it has several. */
  readonly delimiter: number;
  readonly delimiterRest: Uint8Array;
  /** -1 for files without quoting. */
  readonly quote: number;
  /** 1 for bytes that end a field or need a look. */
  readonly stops: Uint8Array;
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
  /** Pairs of a row and the line in which it begins, for rows that do not begin in the line behind the beginning of the row before. */
  readonly leaps: number[];
  /** Line in which row 0 would begin if all rows up to now were as long as the last leap says: one line each. */
  lead: number;
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
/** For looking at four bytes at once: the highest bit of each, the lowest of each, and in each the first value above CR. */
const HIGHEST = 0x80808080 | 0;
const LOWEST = 0x01010101;
const ABOVE_CR = 0x0e0e0e0e;

/** What to look for, given the delimiter's bytes and the quote byte (-1 for none). */
export function scanBytes(delimiter: Uint8Array, quote: number, blanksAround: boolean): ScanBytes {
  const stops = new Uint8Array(256);
  for (const byte of [delimiter[0] as number, LF, CR, 0]) stops[byte] = 1;
  if (quote >= 0) stops[quote] = 1;
  return { delimiter: delimiter[0] as number, delimiterRest: delimiter.subarray(1), quote, stops, blanksAround };
}

/** Line feeds that must stand behind the bytes to be scanned: the first ends the last field, the others are read along with it. */
export const SENTINELS = 4;

/**
 * Finds whole records in `bytes[block.next..length)`, behind which stand `SENTINELS` line feeds. `final`: no more bytes will come, so the last record need
 * not end with a line end. Records before `strictUntil` may not hold a quote in a field that is not quoted.
 *
 * Bytes are looked at four at a time: the lowest bit that is left in `found` tells the first byte that is at most CR, a quote or a delimiter. Higher ones
 * may be wrong (a byte borrows from the next), but never the lowest.
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
  const { delimiter, delimiterRest, quote, stops } = look;
  const delimiterLength = delimiterRest.length + 1;
  const { offsets } = block;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const quotes = Math.imul(quote < 0 ? LF : quote, LOWEST);
  const delimiters = Math.imul(delimiter, LOWEST);
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
          const word = view.getInt32(i, true);
          const noQuote = word ^ quotes;
          const found = (((word - ABOVE_CR) & ~word) | ((noQuote - LOWEST) & ~noQuote)) & HIGHEST;
          if (found === 0) {
            i += 4;
            continue;
          }
          i += (31 - Math.clz32(found & -found)) >> 3;
          c = bytes[i] as number;
          if (stops[c] === 0) {
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
          const word = view.getInt32(i, true);
          const noQuote = word ^ quotes;
          const noDelimiter = word ^ delimiters;
          const found = (((word - ABOVE_CR) & ~word) | ((noQuote - LOWEST) & ~noQuote) | ((noDelimiter - LOWEST) & ~noDelimiter)) & HIGHEST;
          if (found === 0) {
            i += 4;
            continue;
          }
          i += (31 - Math.clz32(found & -found)) >> 3;
          c = bytes[i] as number;
          if (stops[c] === 0) {
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
    if (startLine - rows !== block.lead) leap(block, rows, startLine);
    at += stride;
    rows++;
  }
  block.rows = rows;
  block.next = start;
  block.line = startLine;
  block.bareQuotes = bare;
  return stop;
}

/** Notes that a row begins in a line that does not follow from the rows before. */
export function leap(block: ScanBlock, row: number, line: number): void {
  block.leaps.push(row, line);
  block.lead = line - row;
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
