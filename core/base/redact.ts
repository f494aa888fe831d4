import type { ErrorReport } from './errors.ts';

/** What stands where a secret stood. */
export const REDACTED = '•••';

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** Shorter ones are everywhere by chance: they are replaced only where they stand alone. */
const SHORT = 4;
/** A line of a longer secret (a private key) is one of its own from this length on. */
const LONG_LINE = 8;

/** Takes secrets out of text that is to be shown or kept. */
export interface Redactor {
  text(text: string): string;
  /** The same report without secrets in its sentence, hint, details and place. */
  report(report: ErrorReport): ErrorReport;
}

/** A redactor that hears of further secrets while it is at work: a token that was got to sign in. */
export interface LearningRedactor extends Redactor {
  /** From now on this is taken out as well. The newest fifty are remembered. */
  learn(secret: string): void;
}

/** Tokens that were got one after another: the oldest have ended long ago. */
const MOST_LEARNED = 50;

/** Leaves everything as it is: nothing is secret. */
export const NO_REDACTION: Redactor = { text: (text) => text, report: (report) => report };

/**
 * Finds these secrets in text as they are, URL-encoded, in JSON and in base64 (both alphabets, also within something longer, as in a Basic sign-in), and puts
 * three dots in their place.
 */
export function createRedactor(secrets: Iterable<string>): Redactor {
  const patterns: { length: number; pattern: string }[] = [];
  for (const part of new Set([...secrets].flatMap(partsOf))) {
    if (part === '') continue;
    const pattern = [...part].map(signPattern).join('');
    patterns.push({ length: part.length, pattern: part.length < SHORT ? `(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])` : pattern });
    if (part.length >= SHORT) for (const form of base64Forms(part)) patterns.push({ length: form.length, pattern: escaped(form) });
  }
  if (patterns.length === 0) return NO_REDACTION;
  // The longest first: a short secret may stand within a longer one.
  patterns.sort((one, other) => other.length - one.length);
  const all = new RegExp(patterns.map(({ pattern }) => `(?:${pattern})`).join('|'), 'gu');
  const text = (given: string) => given.replace(all, REDACTED);
  return { text, report: (report) => redactedReport(report, text) };
}

/** The same, but more secrets may come to be known. */
export function createLearningRedactor(secrets: Iterable<string>): LearningRedactor {
  const given = [...secrets];
  const learned = new Set<string>();
  let made: Redactor | null = createRedactor(given);
  const now = () => {
    made ??= createRedactor([...given, ...learned]);
    return made;
  };
  return {
    text: (text) => now().text(text),
    report: (report) => now().report(report),
    learn(secret) {
      if (secret === '' || learned.has(secret)) return;
      learned.add(secret);
      const [oldest] = learned;
      if (learned.size > MOST_LEARNED && oldest !== undefined) learned.delete(oldest);
      made = null;
    },
  };
}

function redactedReport(report: ErrorReport, text: (given: string) => string): ErrorReport {
  const { message, hint, details, place } = report;
  return {
    ...report,
    message: text(message),
    ...(hint === undefined ? {} : { hint: text(hint) }),
    ...(details === undefined ? {} : { details: text(details) }),
    ...(place === undefined ? {} : { place: { ...place, ...(place.file === undefined ? {} : { file: text(place.file) }) } }),
  };
}

/** The secret, without space around it, and each long line of it. */
function partsOf(secret: string): string[] {
  const lines = secret
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line.length >= LONG_LINE && !/^-+[A-Z ]+-+$/.test(line));
  return [...new Set([secret, secret.trim(), ...(lines.length > 1 ? lines : [])])];
}

/** One sign as it is, as a URL or a form writes it, or as JSON or SQL does. */
function signPattern(sign: string): string {
  const forms = new Set([sign, JSON.stringify(sign).slice(1, -1)]);
  for (const form of [...forms]) if (form.startsWith('\\')) forms.add(form.replaceAll('\\', '\\\\'));
  if (sign === "'") forms.add("''");
  if (sign === '/') forms.add('\\/');
  if (sign === ' ') forms.add('+');
  const percent = bytesOf(sign).map((byte) => `%${hexPattern(byte)}`);
  return `(?:${[percent.join(''), ...[...forms].sort((a, b) => b.length - a.length).map(escaped)].join('|')})`;
}

function hexPattern(byte: number): string {
  const hex = byte.toString(16).padStart(2, '0');
  return [...hex].map((digit) => (/[a-f]/.test(digit) ? `[${digit}${digit.toUpperCase()}]` : digit)).join('');
}

/** As `encodeURIComponent`, but half a pair of surrogates is no error. */
function encodedForUrl(text: string): string {
  return encodeURIComponent(text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD'));
}

/** The signs that the secret surely gives in base64, wherever in what is encoded it stands. */
function base64Forms(text: string): string[] {
  const bytes = bytesOf(text);
  return [0, 1, 2].flatMap((before) => {
    const signs = base64([...new Array<number>(before).fill(0), ...bytes]);
    const inner = signs.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
    return inner.length < SHORT ? [] : [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

function bytesOf(text: string): number[] {
  return [...encodedForUrl(text).matchAll(/%([0-9A-F]{2})|./g)].map(([sign, hex]) => (hex === undefined ? sign.charCodeAt(0) : Number.parseInt(hex, 16)));
}

function base64(bytes: readonly number[]): string {
  let signs = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const three = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    for (let shift = 18; shift >= 0; shift -= 6) signs += DIGITS[(three >> shift) & 63];
  }
  return signs;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
