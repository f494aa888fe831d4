import type { Arrival, ArrivalCalendar } from '../../../core/api/arrival-models.ts';

/** A month of the calendar. Months count from 0. */
export interface Month {
  readonly year: number;
  readonly month: number;
}

/** One day of an expected file: what became of it, or only that it will be due. */
export interface DayCell {
  readonly day: string;
  readonly arrival: Arrival | null;
  /** Due time to come; null where nothing is expected, or where it is waited for or judged already. */
  readonly next: number | null;
}

/** An expected file with the days of a month, the first one first. */
export interface ExpectedRow {
  readonly key: string;
  readonly flowId: string;
  readonly flowName: string;
  readonly expectationId: string;
  readonly name: string;
  readonly path: string;
  readonly trouble: string | null;
  /** False for what is not expected any more, or whose flow is out of service. */
  readonly current: boolean;
  readonly cells: readonly DayCell[];
}

const DAY_MS = 86_400_000;

/** The month that an ISO day lies in. */
export function monthOf(day: string): Month {
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)) - 1 };
}

/** So many months later, or earlier. */
export function monthsOn({ year, month }: Month, by: number): Month {
  const at = year * 12 + month + by;
  return { year: Math.floor(at / 12), month: ((at % 12) + 12) % 12 };
}

/** The days of a month, ISO. */
export function daysOf({ year, month }: Month): string[] {
  const days = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Array.from({ length: days }, (_, at) => new Date(Date.UTC(year, month, at + 1)).toISOString().slice(0, 10));
}

/** Bounds of what is asked for, with a day on either side: days of a zone begin earlier or later than those of the world's clock. */
export function boundsOf(month: Month): { from: number; to: number } {
  const next = monthsOn(month, 1);
  return { from: Date.UTC(month.year, month.month, 1) - DAY_MS, to: Date.UTC(next.year, next.month, 1) + DAY_MS };
}

/** A row per expected file: those of flows in service first, by flow and name; behind them those that only the past knows of. */
export function rowsOf({ expected, arrivals }: ArrivalCalendar, month: Month): ExpectedRow[] {
  const days = daysOf(month);
  const byKey = new Map<string, Map<string, Arrival>>();
  for (const one of arrivals) {
    const key = `${one.flowId}/${one.expectationId}`;
    const row = byKey.get(key) ?? new Map<string, Arrival>();
    row.set(one.day, one);
    byKey.set(key, row);
  }
  const cellsOf = (key: string, next: ReadonlyMap<string, number>) =>
    days.map((day) => ({ day, arrival: byKey.get(key)?.get(day) ?? null, next: next.get(day) ?? null }));
  const rows = expected.map(({ flowId, flowName, expectation, next, trouble }): ExpectedRow => {
    const key = `${flowId}/${expectation.id}`;
    const cells = cellsOf(key, new Map(next.map(({ day, due }) => [day, due])));
    byKey.delete(key);
    const name = expectation.name || expectation.path;
    return { key, flowId, flowName, expectationId: expectation.id, name, path: expectation.path, trouble, current: true, cells };
  });
  const past = [...byKey].flatMap(([key, row]) => {
    const [one] = row.values();
    if (!one || ![...row.keys()].some((day) => days.includes(day))) return [];
    const { flowId, flowName, expectationId, name } = one;
    return [{ key, flowId, flowName, expectationId, name: name || expectationId, path: '', trouble: null, current: false, cells: cellsOf(key, new Map()) }];
  });
  const byName = (a: ExpectedRow, b: ExpectedRow) => a.flowName.localeCompare(b.flowName) || a.name.localeCompare(b.name);
  return [...rows.sort(byName), ...past.sort(byName)];
}
