import type { Field, FieldType } from '../base/field.ts';

const TYPES: Readonly<Record<FieldType, string>> = {
  text: 'string',
  integer: 'number | bigint',
  number: 'number',
  decimal: 'string',
  boolean: 'boolean',
  date: 'string',
  datetime: 'string',
  time: 'string',
  list: 'any[]',
  object: '{ [key: string]: any }',
  any: 'any',
};
const FORMS: Readonly<Partial<Record<FieldType, string>>> = {
  decimal: 'Decimal as text, exact',
  date: 'Date as text, 2026-11-20',
  datetime: 'Date with time as text, 2026-11-20T08:00:00Z',
  time: 'Time of day as text, 08:00:00',
};

const SURROUNDINGS = `
/** What you keep here stays from record to record until the run ends. */
declare const state: { [key: string]: any };
/** Writes a line to the log of the run. */
declare const console: { log(...values: unknown[]): void; info(...values: unknown[]): void; warn(...values: unknown[]): void; error(...values: unknown[]): void; debug(...values: unknown[]): void };
/** Dates as ISO text, and exact arithmetic on decimals as text. */
declare const helpers: {
  /** The day the run was started, in the zone of the flow. */
  today(): string;
  /** The instant the run was started. */
  now(): string;
  /** ISO text of a date written otherwise, for example in dd.MM.yyyy; null if it is none. */
  parseDate(text: string, format?: string): string | null;
  formatDate(date: string | Date, format: string): string;
  addDays(date: string | Date, days: number): string;
  addMonths(date: string | Date, months: number): string;
  daysBetween(from: string | Date, to: string | Date): number;
  /** Monday is 1, Sunday 7. */
  weekday(date: string | Date): number;
  decimal: {
    add(a: DecimalLike, b: DecimalLike): string;
    subtract(a: DecimalLike, b: DecimalLike): string;
    multiply(a: DecimalLike, b: DecimalLike): string;
    /** Rounded to \`digits\` after the point, 2 if left out. */
    divide(a: DecimalLike, b: DecimalLike, digits?: number): string;
    /** Half away from zero. */
    round(value: DecimalLike, digits?: number): string;
    /** -1, 0 or 1. */
    compare(a: DecimalLike, b: DecimalLike): number;
  };
};
type DecimalLike = string | number | bigint;
`;

/**
 * TypeScript declarations of all that a snippet sees, for the editor: `record` or `records` with the fields that arrive, `emit`, `reject`, `state`, `helpers`
 * and `console`. Fields not known: any.
 */
export function snippetTypes(fields: readonly Field[] | null, style: 'record' | 'batch' = 'record'): string {
  const members = (fields ?? []).map(({ name, type, sample }) => {
    const notes = [FORMS[type], sample === undefined || sample === '' ? undefined : `for example ${sample.slice(0, 60)}`].filter((note) => note !== undefined);
    const comment = notes.length === 0 ? '' : `  /** ${notes.join('; ').replaceAll('*/', '* /').replaceAll(/\s+/g, ' ')} */\n`;
    return `${comment}  ${JSON.stringify(name)}: ${nullable(TYPES[type])};`;
  });
  const record = `/** One record. Fields you set are added. */\ninterface FlowRecord {\n${members.join('\n')}${members.length > 0 ? '\n' : ''}  [field: string]: any;\n}\n`;
  const own =
    style === 'record'
      ? `declare const record: FlowRecord;
/** Passes one more record on, or a list of them. */
declare function emit(record: FlowRecord | { [field: string]: any } | readonly { [field: string]: any }[]): void;
/** Sends the record to Rejected and ends the code for it. */
declare function reject(reason: string, field?: string): never;
`
      : `declare const records: FlowRecord[];
/** Passes one more record on, or a list of them. */
declare function emit(record: FlowRecord | { [field: string]: any } | readonly { [field: string]: any }[]): void;
/** Sends one of the records to Rejected. */
declare function reject(record: FlowRecord, reason: string): void;
`;
  return record + own + SURROUNDINGS;
}

function nullable(type: string): string {
  return type === 'any' ? type : `${type} | null`;
}
