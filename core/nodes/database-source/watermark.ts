import { UserError } from '../../base/errors.ts';
import type { FieldType } from '../../base/field.ts';
import type { Value } from '../../base/value.ts';
import type { ColumnShape, ReadAfter, ReadPart, SqlValue } from '../../catalog/families/database.ts';
import { canonicalText } from '../../data/canonical-text.ts';
import type { NextReading, RejectReason, SourcePosition, SourceSpan, StepContext } from '../../engine/node-door.ts';
import type { DatabaseSourceConfig } from './spec.ts';

/** One row's place in the order of reading, with the type its column had and the columns of the order; null where it was set by hand. */
interface Mark {
  readonly value: SqlValue;
  readonly tie: SqlValue;
  readonly type: FieldType | null;
  readonly by: string | null;
}

/** Types whose values have one order, the same for every run. */
const UNORDERED: ReadonlySet<FieldType> = new Set<FieldType>(['boolean', 'list', 'object']);

/**
 * Reads rows in the order of a column that only grows, from where the last run ended. A second column decides between rows with the same value, so that
 * none of them is left out when reading ends in their middle. A replay reads the rows that were read then.
 */
export class Watermark {
  readonly #field: string;
  readonly #tie: string;
  readonly #after: Mark | null;
  readonly #upTo: Mark | null;
  readonly #type: FieldType;
  readonly #at: number;
  readonly #tieAt: number;
  #last: Mark | null = null;

  /** `columns` are those that are read. Throws a `UserError` where they do not hold the watermark, or its type is not what it was. */
  constructor(config: DatabaseSourceConfig, context: StepContext, columns: readonly ColumnShape[]) {
    this.#field = config.watermark;
    this.#tie = config.tie;
    const { again } = context;
    this.#after = markOf(again ? again['after'] : context.mode === 'preview' ? null : context.state.get('position'));
    this.#upTo = markOf(again?.['upTo']);
    this.#at = indexOf(columns, this.#field, 'watermark');
    this.#tieAt = this.#tie === '' ? -1 : indexOf(columns, this.#tie, 'tie');
    const column = columns[this.#at] as ColumnShape;
    this.#type = column.type;
    this.#checkOrder();
    this.#checkType(column);
  }

  /** Which rows are read, in order; those without a place in it come separately. */
  get part(): ReadPart {
    return {
      ...(this.#after ? { after: this.#readAfter(this.#after) } : {}),
      ...(this.#upTo ? { upTo: this.#readAfter(this.#upTo) } : {}),
      nulls: { of: this.#names, rows: 'without' },
    };
  }

  /** The rows of which nobody can tell whether they were read before. */
  get unplaced(): ReadPart {
    return { nulls: { of: this.#names, rows: 'only' } };
  }

  get order(): readonly string[] {
    return this.#names;
  }

  /** Rows are on their way: they come in order, so the last one is the furthest. */
  passed(row: readonly SqlValue[]): void {
    this.#last = { value: row[this.#at] as SqlValue, tie: this.#tieAt < 0 ? null : (row[this.#tieAt] as SqlValue), type: this.#type, by: orderOf(this.#names) };
  }

  /** Why a row that has no place in the order is rejected. */
  reasonFor(row: readonly SqlValue[]): RejectReason {
    const empty = row[this.#at] === null ? this.#field : this.#tie;
    return {
      code: 'no-watermark',
      message: `The row has no ${empty}, so nobody can tell whether it was read before.`,
      field: empty,
      hint: 'Fill the column in the database, or leave such rows out with a condition.',
    };
  }

  position(): SourcePosition | null {
    return this.#last === null ? null : { ...this.#last };
  }

  span(): SourceSpan {
    const last = this.#last ?? this.#after;
    return {
      again: { after: this.#after ? { ...this.#after } : null, upTo: last ? { ...last } : null },
      from: words(this.#field, this.#tie, this.#after),
      to: words(this.#field, this.#tie, last) ?? 'nothing was there',
    };
  }

  get #names(): string[] {
    return this.#tie === '' ? [this.#field] : [this.#field, this.#tie];
  }

  #readAfter({ value, tie }: Mark): ReadAfter {
    return { column: this.#field, value, tie: this.#tie, tieValue: tie };
  }

  #checkOrder(): void {
    const before = this.#after?.by ?? null;
    if (before === null || before === orderOf(this.#names)) return;
    throw new UserError(
      'watermark-changed',
      `The last run read in the order of ${before}, which is ${orderOf(this.#names)} now: where it ended says nothing of that.`,
      {
        hint: 'Set where the next run begins by hand, or reset it, at the step.',
        place: { field: 'watermark' },
      },
    );
  }

  #checkType(column: ColumnShape): void {
    if (UNORDERED.has(column.type))
      throw new UserError('watermark-not-usable', `The column "${column.name}" (${column.declared}) cannot tell new rows from old ones.`, {
        hint: 'Choose a column with numbers, dates or texts that only grows.',
        place: { field: 'watermark' },
      });
    const before = this.#after?.type ?? null;
    if (before === null || sameOrder(before, column.type)) return;
    throw new UserError(
      'watermark-type-changed',
      `The column "${column.name}" held values of the type ${before} when it was last read, and is ${column.declared} now: reading on could leave rows out.`,
      { hint: 'Set where the next run begins by hand, or reset it, at the step.', place: { field: 'watermark' } },
    );
  }
}

/** What a source with a watermark would read next, for a person. */
export function nextRows({ watermark, tie }: DatabaseSourceConfig, position: SourcePosition | null): NextReading {
  const mark = markOf(position);
  if (watermark === '') return { position: null, sentence: 'All rows, every time.' };
  if (mark === null) return { position: null, sentence: `All rows, in the order of ${watermark}: nothing was read yet.` };
  const between = tie === '' ? '' : `, and those with the same ${watermark} whose ${tie} is after ${canonicalText(mark.tie)}`;
  return { position: words(watermark, tie, mark), sentence: `Rows whose ${watermark} is after ${canonicalText(mark.value)}${between}.` };
}

const NUMBERS: readonly FieldType[] = ['integer', 'number', 'decimal'];
const DATES: readonly FieldType[] = ['date', 'datetime'];

function orderOf(names: readonly string[]): string {
  return names.join(', ');
}

function sameOrder(before: FieldType, now: FieldType): boolean {
  return before === now || [NUMBERS, DATES].some((family) => family.includes(before) && family.includes(now));
}

function indexOf(columns: readonly ColumnShape[], name: string, setting: string): number {
  const at = columns.findIndex((column) => column.name === name);
  if (at >= 0) return at;
  throw new UserError('field-missing', `There is no column "${name}", which is to tell new rows from old ones.`, {
    hint: `There are: ${columns
      .slice(0, 12)
      .map((column) => column.name)
      .join(', ')}.`,
    place: { field: setting },
  });
}

function words(field: string, tie: string, mark: Mark | null): string | null {
  if (mark === null) return null;
  return `${field} ${canonicalText(mark.value)}${tie === '' || mark.tie === null ? '' : `, ${tie} ${canonicalText(mark.tie)}`}`;
}

function markOf(kept: unknown): Mark | null {
  const mark = kept as { value?: Value; tie?: Value; type?: Value; by?: Value } | null | undefined;
  if (mark === null || mark === undefined || mark.value === undefined || mark.value === null) return null;
  const { value, tie = null, type = null, by = null } = mark;
  return { value: value as SqlValue, tie: tie as SqlValue, type: type as FieldType | null, by: by as string | null };
}
