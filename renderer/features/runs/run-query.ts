import type { RunCause, RunStatus } from '../../../core/base/run-facts.ts';
import { text } from '../../i18n/i18n.ts';

/** What a person has asked to see of the runs. */
export interface RunFilter {
  search: string;
  status: readonly RunStatus[];
  cause: RunCause | '';
  flowId: string;
  since: Since;
  order: 'newest' | 'oldest';
}

export type Since = '' | 'hour' | 'day' | 'week' | 'month';

export const NO_FILTER: RunFilter = { search: '', status: [], cause: '', flowId: '', since: '', order: 'newest' };
export const SINCE_WORDS: Readonly<Record<Since, string>> = {
  '': text('Any time'),
  hour: text('Last hour'),
  day: text('Last 24 hours'),
  week: text('Last 7 days'),
  month: text('Last 30 days'),
};

const HOUR = 3_600_000;
const LENGTHS: Readonly<Record<Exclude<Since, ''>, number>> = { hour: HOUR, day: 24 * HOUR, week: 7 * 24 * HOUR, month: 30 * 24 * HOUR };

/** True when anything narrows the list. */
export function isNarrowed(filter: RunFilter): boolean {
  return filter.search.trim() !== '' || filter.status.length > 0 || filter.cause !== '' || filter.flowId !== '' || filter.since !== '';
}

/** The filter as the history is asked. */
export function queryOf(filter: RunFilter, now: number) {
  const search = filter.search.trim();
  return {
    ...(search === '' ? {} : { search }),
    ...(filter.status.length === 0 ? {} : { status: [...filter.status] }),
    ...(filter.cause === '' ? {} : { cause: [filter.cause] }),
    ...(filter.flowId === '' ? {} : { flowId: filter.flowId }),
    ...(filter.order === 'newest' ? {} : { order: filter.order }),
    ...(filter.since === '' ? {} : { from: now - LENGTHS[filter.since] }),
  };
}

interface Row {
  runId: string;
  queuedAt: number;
}

/** The list after its newest page was fetched again: the page first, then what was loaded behind it. */
export function mergeNewest<R extends Row>(page: readonly R[], loaded: readonly R[], pageIsAll: boolean): R[] {
  const last = page.at(-1);
  if (!last || pageIsAll) return [...page];
  const ids = new Set(page.map((run) => run.runId));
  return [...page, ...loaded.filter((run) => !ids.has(run.runId) && run.queuedAt <= last.queuedAt)];
}
