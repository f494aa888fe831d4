import { fail, failValue, type Site } from '../failure.ts';
import { add, subtract } from './arithmetic.ts';
import { toDouble, toNumeric } from './coerce.ts';
import type { Computed, FormulaEnv } from './computed.ts';
import { DAY, dayText, type Moment, momentText, readMoment, shifted } from './moment.ts';
import { instantOf } from './zones.ts';

const EARLIEST = -719_162; // 0001-01-01
const LATEST = 2_932_896; // 9999-12-31

/** Refuses days outside the years 1 to 9999. */
export function checkRange(moment: Moment): Moment {
  return moment.days >= EARLIEST && moment.days <= LATEST ? moment : fail('date-out-of-range', 'The date is outside the years 1 to 9999.');
}

/** The moment a value is: ISO text. Null for empty; anything else fails. */
export function toMoment(value: Computed, site: Site = {}): Moment | null {
  if (value === null || value === '') return null;
  const moment = typeof value === 'string' ? readMoment(value.trim()) : undefined;
  return (
    moment ??
    failValue('not-a-date', value, 'a date such as 2026-01-31', site, 'Read it with DATE.PARSE([Field], "dd.MM.yyyy"), with the format it is written in.')
  );
}

/** Checks a date argument and leaves it as text; null for empty. */
export function toMomentText(value: Computed, site: Site = {}): Computed {
  return toMoment(value, site) === null ? null : String(value).trim();
}

/** A moment so many days later; fractions count as time, which a plain date does not have, so they are cut off there. */
function laterBy(moment: Moment, days: number): string {
  if (!Number.isFinite(days)) return fail('number-too-large', 'The result is too large for a date.');
  return momentText(checkRange(shifted(moment, moment.timed ? Math.round(days * DAY) : Math.trunc(days) * DAY)));
}

/** Days from the second moment to the first: whole between dates, with fractions where there are times. */
export function daysBetween(a: Moment, b: Moment, env: FormulaEnv): number {
  if (a.offset === null && b.offset === null) return a.days - b.days + (a.ms - b.ms) / DAY;
  return (instantOf(a, env.zone) - instantOf(b, env.zone)) / DAY;
}

/** An operand of + or -: whether its type says it is a date, or only its value can say so. */
export interface DatedOperand {
  readonly dated: boolean;
  readonly site: Site;
}

function momentIn(value: Computed, { dated, site }: DatedOperand): Moment | null | undefined {
  if (dated) return toMoment(value, site);
  return typeof value === 'string' ? readMoment(value) : undefined;
}

/** + and - where dates may take part: date + days, date - days, date - date. An empty date gives an empty result. */
export function sumWithDates(operator: '+' | '-', x: Computed, y: Computed, left: DatedOperand, right: DatedOperand, env: FormulaEnv): Computed {
  const a = momentIn(x, left);
  const b = momentIn(y, right);
  if (a === null || b === null) return null;
  if (a !== undefined && b !== undefined) return operator === '-' ? daysBetween(a, b, env) : fail('two-dates', 'Two dates cannot be added.');
  if (a !== undefined) return laterBy(a, toDouble(y, right.site) * (operator === '-' ? -1 : 1));
  if (b !== undefined)
    return operator === '+' ? laterBy(b, toDouble(x, left.site)) : fail('two-dates', `A date (${dayText(b.days)}) cannot be taken from a number.`);
  return (operator === '+' ? add : subtract)(toNumeric(x, left.site), toNumeric(y, right.site));
}

/** Order of two moments: dates by the calendar, times by the clock, instants by what happened first. */
export function orderOfMoments(a: Moment, b: Moment, env: FormulaEnv): number {
  return Math.sign(a.offset === null && b.offset === null ? a.days - b.days || a.ms - b.ms : instantOf(a, env.zone) - instantOf(b, env.zone));
}
