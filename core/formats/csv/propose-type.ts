import type { FieldType } from '../../base/field.ts';
import { BOOLEAN_WORDS, textReader } from '../text-types.ts';

/** A type that all texts of a column fit, and how they are written. `note` says what a person should decide. */
export interface TypeProposal {
  readonly type: FieldType;
  readonly format?: string;
  readonly note?: string;
}

const INTEGER = /^-?(?:0|[1-9][0-9]*)$/;
const LEADING_ZERO = /^-?0[0-9]/;
const NUMBER_FORMATS: readonly { pattern: RegExp; format?: string }[] = [
  { pattern: /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/ },
  { pattern: /^-?(?:0|[1-9][0-9]{0,2}(?:\.[0-9]{3})*|[1-9][0-9]*)(?:,[0-9]+)?$/, format: '1.234,56' },
  { pattern: /^-?(?:0|[1-9][0-9]{0,2}(?:,[0-9]{3})*|[1-9][0-9]*)(?:\.[0-9]+)?$/, format: '1,234.56' },
  { pattern: /^-?(?:0|[1-9][0-9]{0,2}(?:[ \u00a0\u202f][0-9]{3})*|[1-9][0-9]*)(?:,[0-9]+)?$/, format: '1 234,56' },
];
const SCIENTIFIC = /^-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;

const DATE_FORMATS: readonly { type: 'date' | 'datetime' | 'time'; shape: RegExp; formats: readonly string[] }[] = [
  { type: 'date', shape: /^\d{4}-\d\d-\d\d$/, formats: [''] },
  { type: 'datetime', shape: /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d([.,]\d+)?)?(Z|[+-]\d\d:?\d\d)?$/, formats: [''] },
  { type: 'time', shape: /^\d\d:\d\d(:\d\d([.,]\d+)?)?$/, formats: [''] },
  { type: 'date', shape: /^\d\d?\.\d\d?\.\d{4}$/, formats: ['dd.MM.yyyy', 'd.M.yyyy'] },
  { type: 'date', shape: /^\d\d?\.\d\d?\.\d\d$/, formats: ['dd.MM.yy', 'd.M.yy'] },
  { type: 'date', shape: /^\d\d?\/\d\d?\/\d{4}$/, formats: ['dd/MM/yyyy', 'MM/dd/yyyy', 'd/M/yyyy', 'M/d/yyyy'] },
  { type: 'date', shape: /^\d\d?-\d\d?-\d{4}$/, formats: ['dd-MM-yyyy', 'MM-dd-yyyy', 'd-M-yyyy', 'M-d-yyyy'] },
  { type: 'date', shape: /^\d{4}\/\d\d?\/\d\d?$/, formats: ['yyyy/MM/dd', 'yyyy/M/d'] },
  { type: 'date', shape: /^\d\d?[- ][A-Za-z]{3}[- ]\d{4}$/, formats: ['dd-MMM-yyyy', 'd-MMM-yyyy', 'dd MMM yyyy', 'd MMM yyyy'] },
  {
    type: 'datetime',
    shape: /^\d\d?\.\d\d?\.\d{4} \d\d?:\d\d(:\d\d)?$/,
    formats: ['dd.MM.yyyy HH:mm', 'dd.MM.yyyy HH:mm:ss', 'd.M.yyyy H:mm', 'd.M.yyyy H:mm:ss'],
  },
  {
    type: 'datetime',
    shape: /^\d\d?\/\d\d?\/\d{4} \d\d?:\d\d(:\d\d)?$/,
    formats: ['dd/MM/yyyy HH:mm', 'MM/dd/yyyy HH:mm', 'dd/MM/yyyy HH:mm:ss', 'MM/dd/yyyy HH:mm:ss', 'd/M/yyyy H:mm', 'M/d/yyyy H:mm'],
  },
];
const MAX_DATES = 300;

/**
 * Proposes a type for a column from its texts; empty ones do not count. Whole numbers only without leading zeros and within 64 bits, so that
 * identifiers stay text. What fits nothing else is text.
 */
export function proposeType(texts: readonly string[]): TypeProposal {
  const filled = texts.map((text) => text.trim()).filter((text) => text !== '');
  const [first] = filled;
  if (first === undefined) return { type: 'text' };
  return proposeNumber(filled) ?? proposeBoolean(filled) ?? proposeDate(filled, first) ?? { type: 'text' };
}

function proposeNumber(texts: readonly string[]): TypeProposal | undefined {
  if (texts.some((text) => LEADING_ZERO.test(text))) return undefined;
  if (texts.every((text) => INTEGER.test(text))) return texts.every(within64Bits) ? { type: 'integer' } : { type: 'text' };
  for (const { pattern, format } of NUMBER_FORMATS) {
    if (!texts.every((text) => pattern.test(text))) continue;
    // 1.234 alone may be a grouped whole number or a decimal: a person must say.
    const unclear = texts.every((text) => INTEGER.test(text) || /^-?[0-9]{1,3}([.,][0-9]{3})+$/.test(text));
    const note = unclear ? 'Could be whole numbers with a grouping sign or decimals.' : undefined;
    return { type: 'decimal', ...(format === undefined ? {} : { format }), ...(note === undefined ? {} : { note }) };
  }
  return texts.every((text) => SCIENTIFIC.test(text) && Number.isFinite(Number(text))) ? { type: 'number' } : undefined;
}

function within64Bits(text: string): boolean {
  return text.length < 16 || BigInt.asIntN(64, BigInt(text)) === BigInt(text);
}

function proposeBoolean(texts: readonly string[]): TypeProposal | undefined {
  const words = new Set(texts.map((text) => text.toLowerCase()));
  if (words.size > 2) return undefined;
  for (const [yes, no] of BOOLEAN_WORDS) {
    if (![...words].every((word) => word === yes || word === no)) continue;
    if (words.size < 2 && yes.length === 1) continue;
    return yes === 'true' ? { type: 'boolean' } : { type: 'boolean', format: `${yes}/${no}` };
  }
  return undefined;
}

function proposeDate(texts: readonly string[], first: string): TypeProposal | undefined {
  for (const { type, shape, formats } of DATE_FORMATS) {
    if (!shape.test(first) || !texts.every((text) => shape.test(text))) continue;
    const looked = spread(texts);
    const fitting = formats.filter((format) => {
      const read = textReader({ type, format });
      return looked.every((text) => read(text) !== undefined);
    });
    const [format] = fitting;
    if (format === undefined) return undefined;
    const other = fitting.find((one) => dayFirst(one) !== dayFirst(format));
    const note = other === undefined ? undefined : `Day and month cannot be told apart here: it could also be ${other}.`;
    return { type, ...(format === '' ? {} : { format }), ...(note === undefined ? {} : { note }) };
  }
  return undefined;
}

function dayFirst(format: string): boolean {
  return format.indexOf('d') < format.indexOf('M');
}

function spread(texts: readonly string[]): readonly string[] {
  if (texts.length <= MAX_DATES) return texts;
  const step = texts.length / MAX_DATES;
  return Array.from({ length: MAX_DATES }, (_, at) => texts[Math.floor(at * step)] as string);
}
