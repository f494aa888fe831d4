import { DateTime } from 'luxon';
import { countOf, formatBytes, formatCount } from '../../base/amounts.ts';
import type { ArrivalState, Expectation } from '../../flow/expectation.ts';

/** What is known of a file that came. */
export interface CameFile {
  readonly file: string;
  readonly bytes: number;
  /** Records that were read of it; null while nobody has. */
  readonly rows: number | null;
  readonly arrivedAt: number;
  /** A run has read it as it is. */
  readonly read: boolean;
  /** Day on which the same content came before; null where it is new. */
  readonly sameAs: string | null;
}

/** A verdict, with a sentence where something is wrong. */
export interface Verdict {
  readonly state: ArrivalState;
  readonly said: string | null;
}

const ALARMING: ReadonlySet<ArrivalState> = new Set(['missing', 'empty', 'truncated', 'repeated', 'unusual', 'late']);

/** Whether it is a state that somebody has to know of. */
export function isAlarming(state: ArrivalState): boolean {
  return ALARMING.has(state);
}

/** What a file may yet become that is still being written, or replaced, before it is due. */
const MAY_CHANGE: ReadonlySet<ArrivalState> = new Set(['empty', 'truncated', 'repeated']);

interface Times {
  readonly due: number;
  readonly until: number;
  /** IANA zone that times are told in. */
  readonly zone: string;
}

/** Judges an expected file. `name` is its name or pattern as it is looked for, filled in. */
export function judge(expectation: Expectation, times: Times, now: number, name: string, came: CameFile | null): Verdict {
  const verdict = judgeNow(expectation, times, now, name, came);
  return came !== null && !came.read && now < times.until && MAY_CHANGE.has(verdict.state) ? { state: 'waiting', said: null } : verdict;
}

function judgeNow(expectation: Expectation, times: Times, now: number, name: string, came: CameFile | null): Verdict {
  const at = (ms: number) => DateTime.fromMillis(ms, { zone: times.zone }).toFormat('yyyy-MM-dd HH:mm');
  if (came === null) {
    if (now < times.until) return { state: 'waiting', said: null };
    return { state: 'missing', said: `${name} was due by ${at(times.until)} and has not come.` };
  }
  const { file, bytes, rows, sameAs } = came;
  const { leastBytes, mostBytes, leastRows, mostRows, mayBeEmpty } = expectation;
  if (bytes === 0 || rows === 0) {
    if (!mayBeEmpty) return { state: 'empty', said: bytes === 0 ? `${file} came, but it is empty.` : `${file} came, but it has no records.` };
  } else {
    if (sameAs !== null) return { state: 'repeated', said: `${file} holds exactly what came on ${sameAs}.` };
    if (leastRows !== undefined && rows !== null && rows < leastRows)
      return { state: 'truncated', said: `${file} has only ${countOf(rows, 'record')}; usual are at least ${formatCount(leastRows)}.` };
    if (leastBytes !== undefined && bytes < leastBytes)
      return { state: 'truncated', said: `${file} has only ${formatBytes(bytes)}; usual are at least ${formatBytes(leastBytes)}.` };
    if (mostRows !== undefined && rows !== null && rows > mostRows)
      return { state: 'unusual', said: `${file} has ${countOf(rows, 'record')}; usual are at most ${formatCount(mostRows)}.` };
    if (mostBytes !== undefined && bytes > mostBytes)
      return { state: 'unusual', said: `${file} has ${formatBytes(bytes)}; usual are at most ${formatBytes(mostBytes)}.` };
  }
  if (came.arrivedAt > times.until) return { state: 'late', said: `${file} was due by ${at(times.until)} and came at ${at(came.arrivedAt)}.` };
  return { state: 'on-time', said: null };
}
