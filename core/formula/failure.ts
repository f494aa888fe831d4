/** Where a value came from, for the sentence when it does not fit: the field it was read from or computed of, if that is one field. */
export interface Site {
  readonly field?: string;
}

/** Why a formula has no result for one record. It has the shape of a reject reason, so a step can pass it on as it is. */
export class FormulaFailure {
  readonly code: string;
  readonly message: string;
  readonly field?: string;
  readonly value?: string;
  readonly hint?: string;

  constructor(code: string, message: string, extras: { field?: string | undefined; value?: string; hint?: string } = {}) {
    this.code = code;
    this.message = message;
    if (extras.field !== undefined) this.field = extras.field;
    if (extras.value !== undefined) this.value = extras.value;
    if (extras.hint !== undefined) this.hint = extras.hint;
  }
}

/** Whether `evaluate` gave a failure instead of a value. */
export function isFailure(result: unknown): result is FormulaFailure {
  return result instanceof FormulaFailure;
}

/** Ends the evaluation of a formula for this record. Failures are no `Error`s: making one takes no stack trace and so costs about a microsecond. */
export function fail(code: string, message: string, extras: { field?: string | undefined; value?: string; hint?: string } = {}): never {
  throw new FormulaFailure(code, message, extras);
}

/** A value as it is shown in a failure, cut short. */
export function shown(value: unknown): string {
  const text =
    typeof value === 'string'
      ? value
      : typeof value === 'object' && value !== null
        ? JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part))
        : String(value);
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}

/** Fails because a value does not read as what is needed: “abc” in field Salary is not a number. */
export function failValue(code: string, value: unknown, needed: string, site: Site, hint?: string): never {
  const where = site.field === undefined ? '' : ` in field ${site.field}`;
  const text = shown(value);
  return fail(code, `"${text.length > 60 ? `${text.slice(0, 59)}…` : text}"${where} is not ${needed}.`, {
    field: site.field,
    value: text,
    ...(hint === undefined ? {} : { hint }),
  });
}

/** What ended an evaluation, as a failure. Values that are too long or too deep for the machine are failures too; anything else is our own mistake and thrown on. */
export function failureOf(error: unknown): FormulaFailure {
  if (error instanceof FormulaFailure) return error;
  if (error instanceof RangeError) return new FormulaFailure('value-too-large', 'A value of this record is too long or too deep for this formula.');
  throw error;
}
