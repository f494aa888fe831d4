import { UserError } from '../../base/errors.ts';
import type { Value } from '../../base/value.ts';
import type { Batch } from '../../data/batch.ts';
import { select } from '../../data/batch-ops.ts';
import { canonicalText } from '../../data/canonical-text.ts';
import { isNullAt } from '../../data/column-value.ts';
import type { NextReading, SourcePosition, SourceSpan, StepContext } from '../../engine/node-door.ts';
import { recordValue } from './column-types.ts';
import type { SqliteQueryConfig } from './spec.ts';

/** What can be bound to a statement. */
export type SqlValue = string | number | bigint | null;

/** One row's place in the order of reading. */
type Mark = { value: SqlValue; tie: SqlValue };

/**
 * Reads the rows of a query in the order of a column that only grows, from where the last run ended. A second column decides between rows with the same
 * value, so that none of them is left out when reading ends in their middle. A replay reads the rows that were read then.
 */
export class Watermark {
  readonly #field: string;
  readonly #tie: string;
  readonly #sql: string;
  readonly #file: string;
  readonly #context: StepContext;
  readonly #after: Mark | null;
  readonly #upTo: Mark | null;
  #at = -1;
  #tieAt = -1;
  #last: Mark | null = null;

  constructor(config: SqliteQueryConfig, context: StepContext, file: string) {
    this.#field = config.watermark;
    this.#tie = config.tie;
    this.#sql = config.sql;
    this.#file = file;
    this.#context = context;
    const { again } = context;
    this.#after = markOf(again ? again['after'] : context.mode === 'preview' ? null : context.state.get('position'));
    this.#upTo = markOf(again?.['upTo']);
  }

  /** The query with the rows that were read before left out, in order. */
  get query(): string {
    const [value, tie] = [quoted(this.#field), quoted(this.#tie === '' ? this.#field : this.#tie)];
    const beyond = (name: string) =>
      this.#tie === '' ? `${value} > :swivel_${name}` : `${value} > :swivel_${name} OR (${value} = :swivel_${name} AND ${tie} > :swivel_${name}_tie)`;
    const wanted = [
      ...(this.#after ? [`(${beyond('after')} OR ${value} IS NULL OR ${tie} IS NULL)`] : []),
      ...(this.#upTo ? [`(NOT (${beyond('upto')}) OR ${value} IS NULL OR ${tie} IS NULL)`] : []),
    ];
    const inner = this.#sql.trim().replace(/;\s*$/, '');
    return `SELECT * FROM (\n${inner}\n)${wanted.length > 0 ? ` WHERE ${wanted.join(' AND ')}` : ''} ORDER BY ${value}${this.#tie === '' ? '' : `, ${tie}`}`;
  }

  /** What the query's own placeholders stand for. */
  get parameters(): Record<string, SqlValue> {
    const bound: Record<string, SqlValue> = Object.create(null);
    for (const [name, mark] of [
      ['after', this.#after],
      ['upto', this.#upTo],
    ] as const) {
      if (!mark) continue;
      bound[`swivel_${name}`] = mark.value;
      if (this.#tie !== '') bound[`swivel_${name}_tie`] = mark.tie;
    }
    return bound;
  }

  /** Finds the columns in the result, or throws a `UserError` that names them. */
  find(names: readonly string[]): void {
    this.#at = this.#column(names, this.#field, 'watermark');
    this.#tieAt = this.#tie === '' ? -1 : this.#column(names, this.#tie, 'tie');
  }

  /** A row that is on its way: rows come in order, so the last one is the furthest. */
  passed(row: readonly unknown[]): void {
    const mark = { value: this.#sqlValue(row[this.#at], this.#field), tie: this.#tieAt < 0 ? null : this.#sqlValue(row[this.#tieAt], this.#tie) };
    if (mark.value !== null && (this.#tieAt < 0 || mark.tie !== null)) this.#last = mark;
  }

  /** Rejects the rows without a watermark or tie-break and gives the others. */
  withoutUnplaced(batch: Batch): Batch {
    const columns = [this.#at, this.#tieAt].flatMap((at) => (at < 0 || !batch.columns[at] ? [] : [{ column: batch.columns[at], name: batch.names[at] ?? '' }]));
    const kept = new Int32Array(batch.count);
    let count = 0;
    for (let at = 0; at < batch.count; at++) {
      const row = batch.selection[at] as number;
      const empty = columns.find(({ column }) => isNullAt(column, row));
      if (!empty) kept[count++] = row;
      else
        this.#context.reject(batch, row, {
          code: 'no-watermark',
          message: `The row has no ${empty.name}, so nobody can tell whether it was read before.`,
          field: empty.name,
          hint: 'Fill the column in the database, or leave such rows out in the query.',
        });
    }
    return count === batch.count ? batch : select(batch, kept, count);
  }

  position(): SourcePosition | null {
    return this.#last === null ? null : { ...this.#last };
  }

  span(): SourceSpan {
    const last = this.#last ?? this.#after;
    return {
      again: { after: this.#after, upTo: last },
      from: words(this.#field, this.#tie, this.#after),
      to: words(this.#field, this.#tie, last) ?? 'nothing was there',
    };
  }

  #column(names: readonly string[], name: string, setting: string): number {
    const at = names.indexOf(name);
    if (at >= 0) return at;
    throw new UserError('field-missing', `The query gives no column "${name}", which is to tell new rows from old ones.`, {
      hint: `It gives: ${names.slice(0, 12).join(', ')}.`,
      place: { file: this.#file, field: setting },
    });
  }

  #sqlValue(value: unknown, column: string): SqlValue {
    if (Buffer.isBuffer(value))
      throw new UserError('watermark-not-usable', `The column "${column}" holds bytes, which cannot tell new rows from old ones.`, {
        hint: 'Choose a column with numbers, dates or texts.',
        place: { file: this.#file, field: 'watermark' },
      });
    return recordValue(value, undefined, () => undefined) as SqlValue;
  }
}

/** What a query with a watermark would read next, for a person. */
export function nextRows({ watermark, tie }: SqliteQueryConfig, position: SourcePosition | null): NextReading {
  const mark = markOf(position);
  if (watermark === '') return { position: null, sentence: 'All rows, every time.' };
  if (mark === null) return { position: null, sentence: `All rows, in the order of ${watermark}: nothing was read yet.` };
  const value = canonicalText(mark.value);
  const between = tie === '' ? '' : `, and those with the same ${watermark} whose ${tie} is after ${canonicalText(mark.tie)}`;
  return { position: words(watermark, tie, mark), sentence: `Rows whose ${watermark} is after ${value}${between}.` };
}

function words(field: string, tie: string, mark: Mark | null): string | null {
  if (mark === null) return null;
  return `${field} ${canonicalText(mark.value)}${tie === '' || mark.tie === null ? '' : `, ${tie} ${canonicalText(mark.tie)}`}`;
}

function markOf(kept: unknown): Mark | null {
  const mark = kept as { value?: Value; tie?: Value } | null | undefined;
  if (mark === null || mark === undefined || mark.value === undefined || mark.value === null) return null;
  return { value: mark.value as SqlValue, tie: (mark.tie ?? null) as SqlValue };
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
