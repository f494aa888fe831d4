import type { FieldType } from '../base/field.ts';

/** What the values of a field look like, beyond their type. */
export type ValueShape = 'email' | 'url' | 'iban' | 'uuid' | 'phone' | 'date' | 'datetime' | 'time' | 'integer' | 'decimal' | 'boolean' | 'code' | 'text';

/** What a few values have in common. */
export interface ValueFacts {
  readonly shape: ValueShape;
  /** How dates and numbers are written, for a cast: `dd.MM.yyyy`, `1.234,56`; absent where no format is needed. */
  readonly format?: string;
  /** They could be read in another way as well, as 01/02/2020 and 1.234 can: a person has to say which. */
  readonly ambiguous: boolean;
  /** The values without the empty ones, small and trimmed. */
  readonly seen: ReadonlySet<string>;
  /** Letters as A, digits as 9, the rest as it is; each pattern with its share of the values. */
  readonly patterns: ReadonlyMap<string, number>;
}

const MOST_VALUES = 100;

const SHAPES: readonly (readonly [ValueShape, RegExp, string?])[] = [
  ['email', /^[^\s@]{1,64}@[^\s@]{1,190}\.[a-z]{2,24}$/i],
  ['url', /^https?:\/\/\S{3,400}$/i],
  ['uuid', /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i],
  ['iban', /^[A-Z]{2}[0-9]{2} ?(?:[0-9A-Z]{4} ?){2,7}[0-9A-Z]{1,4}$/],
  ['datetime', /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/],
  ['date', /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/],
  ['date', /^(?:0[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])\.\d{4}$/, 'dd.MM.yyyy'],
  ['date', /^(?:0[1-9]|[12]\d|3[01])\/(?:0[1-9]|1[0-2])\/\d{4}$/, 'dd/MM/yyyy'],
  ['date', /^(?:0[1-9]|1[0-2])\/(?:0[1-9]|[12]\d|3[01])\/\d{4}$/, 'MM/dd/yyyy'],
  ['date', /^(?:0[1-9]|[12]\d|3[01])-(?:0[1-9]|1[0-2])-\d{4}$/, 'dd-MM-yyyy'],
  ['datetime', /^(?:0[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])\.\d{4} \d{2}:\d{2}$/, 'dd.MM.yyyy HH:mm'],
  ['time', /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/],
  ['boolean', /^(?:true|false|yes|no|ja|nein)$/i],
  ['integer', /^-?(?:0|[1-9]\d{0,17})$/],
  ['decimal', /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/],
  ['decimal', /^-?(?:0|[1-9]\d{0,2}(?:\.\d{3})*|[1-9]\d*)(?:,\d+)?$/, '1.234,56'],
  ['decimal', /^-?(?:0|[1-9]\d{0,2}(?:,\d{3})*|[1-9]\d*)(?:\.\d+)?$/, '1,234.56'],
  ['phone', /^(?:\+|00|0)[\d ()/-]{6,22}$/],
  ['code', /^(?=.*\d)[A-Z0-9]{1,6}(?:[-_/.]?[A-Z0-9]{1,12}){0,4}$/i],
];

const OF_TYPE: Readonly<Partial<Record<FieldType, ValueShape>>> = {
  integer: 'integer',
  number: 'decimal',
  decimal: 'decimal',
  boolean: 'boolean',
  date: 'date',
  datetime: 'datetime',
  time: 'time',
};

/** What values have in common: all that are not empty must be of a shape for it to count. `null` when there are none. Looks at 100 at most. */
export function valueFacts(values: readonly string[], type: FieldType = 'text'): ValueFacts | null {
  const filled = values
    .map((value) => value.trim())
    .filter((value) => value !== '')
    .slice(0, MOST_VALUES);
  if (filled.length === 0) return null;
  const [found, ...others] = SHAPES.filter(([, pattern]) => filled.every((value) => pattern.test(value)));
  const typed = OF_TYPE[type];
  const patterns = new Map<string, number>();
  for (const value of filled) {
    const pattern = patternOf(value);
    patterns.set(pattern, (patterns.get(pattern) ?? 0) + 1 / filled.length);
  }
  const format = typed === undefined ? found?.[2] : undefined;
  return {
    shape: typed ?? found?.[0] ?? 'text',
    ...(format === undefined ? {} : { format }),
    ambiguous:
      typed === undefined &&
      others.some(([shape, , written]) => shape === found?.[0] && written !== found[2] && !(found[2] === undefined && written === '1,234.56')),
    seen: new Set(filled.map((value) => value.toLowerCase())),
    patterns,
  };
}

/** A type that texts of this shape can be read as; `null` for what stays text. */
export function typeOfShape(shape: ValueShape): FieldType | null {
  if (shape === 'date' || shape === 'datetime' || shape === 'time' || shape === 'integer' || shape === 'decimal' || shape === 'boolean') return shape;
  return null;
}

/**
 * How alike the values of two fields are, from 0 to 1: the very same values (0.7 to 1 by their share), a telling shape such as addresses of e-mail (0.8),
 * the same pattern such as AA-9999 (up to 0.7). 0 where the shapes contradict each other.
 */
export function valueLikeness(a: ValueFacts, b: ValueFacts): { score: number; same: 'values' | 'shape' | 'pattern' } {
  const [few, many] = a.seen.size <= b.seen.size ? [a.seen, b.seen] : [b.seen, a.seen];
  let common = 0;
  for (const value of few) if (many.has(value)) common++;
  const shared = common / few.size;
  const isTelling = few.size >= 3 || [...few].some((value) => value.length >= 6);
  if (shared >= 0.5 && isTelling) return { score: 0.7 + 0.3 * shared, same: 'values' };
  if (a.shape === b.shape && TELLING.has(a.shape)) return { score: 0.8, same: 'shape' };
  if (contradict(a.shape, b.shape)) return { score: 0, same: 'shape' };
  let alike = 0;
  for (const [pattern, share] of a.patterns) alike += Math.min(share, b.patterns.get(pattern) ?? 0);
  return { score: 0.7 * alike, same: 'pattern' };
}

/** Shapes that hardly two fields of a record have by chance. */
export const TELLING: ReadonlySet<ValueShape> = new Set(['email', 'url', 'iban', 'uuid', 'phone']);

function contradict(a: ValueShape, b: ValueShape): boolean {
  if (a === b) return false;
  const numbers = (shape: ValueShape) => shape === 'integer' || shape === 'decimal';
  if (numbers(a) && numbers(b)) return false;
  const strict = (shape: ValueShape) => shape !== 'text' && shape !== 'code' && shape !== 'integer';
  return strict(a) || strict(b);
}

/** Letters as A, digits as 9, runs of them by their length; what is long is cut. */
function patternOf(value: string): string {
  return value.slice(0, 40).replace(/\p{L}/gu, 'A').replace(/\p{N}/gu, '9');
}
