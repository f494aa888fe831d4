import type { Clock } from '../../base/clock.ts';
import type { Environment } from '../../base/environment.ts';
import { reasonOf } from '../../base/system-trouble.ts';
import type { ArrivalState, Expectation } from '../../flow/expectation.ts';
import type { ArrivalRecord } from '../../store/arrivals.ts';
import type { Store } from '../../store/store.ts';
import { type ExpectationDays, type ExpectedTime, expectedTimes, lastExpected, timesUntilNext } from './expected-days.ts';
import { type CameFile, judge } from './judge.ts';

/** What a live flow expects. */
export interface ExpectingFlow {
  readonly flowId: string;
  readonly flowName: string;
  /** The one it is live in. */
  readonly environment: Environment;
  readonly days: ExpectationDays;
  readonly expects: readonly Expectation[];
}

/** A file as it was found where it is expected. */
export interface FoundArrival {
  readonly file: string;
  readonly bytes: number;
  readonly modifiedAt: number;
  /** SHA-256 in hex; null where it was not worth computing. */
  readonly hash: string | null;
  /** Records that a run read of it, and which. */
  readonly rows: number | null;
  readonly runId: string | null;
}

/** What the watch needs of the rest of the program. */
export interface ArrivalWatchOptions {
  readonly store: Store;
  readonly clock: Clock;
  /** The flows in service that expect something. */
  flows(): readonly ExpectingFlow[];
  /** Name or pattern of the file of that day, filled in. Throws where it cannot be. */
  nameOf(flow: ExpectingFlow, expectation: Expectation, time: ExpectedTime): string;
  /**
   * Looks for the file: the newest that fits, and that was changed after `since`. Null when none is there; throws where nobody can look (a connection that is
   * down).
   */
  find(flow: ExpectingFlow, expectation: Expectation, name: string, since: number, signal: AbortSignal): Promise<FoundArrival | null>;
  /** Called within the transaction that writes a new state. */
  changed(flow: ExpectingFlow, expectation: Expectation, record: ArrivalRecord, before: ArrivalState | null): void;
  /** Called when somebody cannot look, with a sentence, and with null when he can again. */
  trouble(flow: ExpectingFlow, expectation: Expectation, sentence: string | null): void;
  /** Called after a look that changed something, and when nobody could look at all or can again. */
  news(): void;
}

const DAY_MS = 86_400_000;
/** A file that has not come is looked for this often; also a look at the clock, which finds jumps and a wake from sleep. */
const LOOK_EVERY_MS = 60_000;
/** Days behind the present that are still judged after a time in which nobody watched. */
const CATCH_UP_MS = 14 * DAY_MS;
/** Times that are kept with the one before each. */
const MOST_KNOWN = 1_000;
/** Days of one expectation that are looked at again. */
const MOST_OPEN = 32;

/**
 * Watches over expected files, without anything having to start: at the due time each is looked for, judged and written down, and what is wrong is told once.
 * What was due while the program was closed is judged at its start. A file that is missing goes on being looked for, and counts as late when it comes.
 */
export class ArrivalWatch {
  readonly #options: ArrivalWatchOptions;
  readonly #stop = new AbortController();
  #cancelTimer: (() => void) | null = null;
  #looking: Promise<void> | null = null;
  #again = false;
  #lastLook: number | null = null;
  #trouble: string | null = null;
  readonly #known = new Map<string, ExpectedTime | null>();

  constructor(options: ArrivalWatchOptions) {
    this.#options = options;
  }

  /** When it last looked, ms since 1970; null before the first time. */
  get lastLook(): number | null {
    return this.#lastLook;
  }

  /** Why the last look came to nothing, in words; null when all is well. What concerns one expectation only is told by `trouble` of the options. */
  get trouble(): string | null {
    return this.#trouble;
  }

  /** Starts watching. */
  open(): void {
    void this.look();
  }

  /** Looks at everything now. A look while one is going on follows it. Never rejects. */
  look(): Promise<void> {
    if (this.#stop.signal.aborted) return Promise.resolve();
    if (this.#looking !== null) {
      this.#again = true;
      return this.#looking;
    }
    this.#cancelTimer?.();
    this.#looking = this.#tryAll().finally(() => {
      this.#looking = null;
      if (this.#stop.signal.aborted) return;
      if (this.#again) {
        this.#again = false;
        void this.look();
      } else this.#cancelTimer = this.#options.clock.after(this.#untilNext(), () => void this.look());
    });
    return this.#looking;
  }

  /** Ends watching; resolves when nothing is going on any more. */
  async close(): Promise<void> {
    this.#stop.abort();
    this.#cancelTimer?.();
    await this.#looking;
  }

  /** To the next end of a grace, but no longer than the usual pause. */
  #untilNext(): number {
    const { clock, flows } = this.#options;
    const now = clock.now();
    let wait = LOOK_EVERY_MS;
    try {
      for (const { expects, days } of flows())
        for (const one of expects) {
          const [next] = expectedTimes(one, days, now - one.graceMinutes * 60_000, 1);
          if (next) wait = Math.min(wait, Math.max(50, next.until - now));
        }
    } catch {
      // The look behind the usual pause tells why.
    }
    return wait;
  }

  /** A look that comes to nothing, because the database cannot be read for one, is told, and the next one comes in its time. */
  async #tryAll(): Promise<void> {
    const before = this.#trouble;
    try {
      await this.#lookAtAll();
      this.#trouble = null;
    } catch (error) {
      this.#trouble = reasonOf(error);
    }
    if (this.#trouble === before || this.#stop.signal.aborted) return;
    try {
      this.#options.news();
    } catch {
      // Who wants to hear it cannot just now: it stays to be asked for.
    }
  }

  async #lookAtAll(): Promise<void> {
    const { clock, flows, news } = this.#options;
    let changed = false;
    this.#lastLook = clock.now();
    for (const flow of flows())
      for (const expectation of flow.expects) {
        if (this.#stop.signal.aborted) return;
        try {
          if (await this.#lookAt(flow, expectation)) changed = true;
          this.#options.trouble(flow, expectation, null);
        } catch (error) {
          if (this.#stop.signal.aborted) return;
          this.#options.trouble(flow, expectation, error instanceof Error ? error.message : String(error));
        }
      }
    if (changed) news();
  }

  /** Judges the days of one expectation that are open, and the next one. */
  async #lookAt(flow: ExpectingFlow, expectation: Expectation): Promise<boolean> {
    const { clock, store } = this.#options;
    const now = clock.now();
    const [newest] = store.arrivals.newest(flow.flowId, expectation.id, 1);
    const begin = newest ? Math.max(newest.due - 1, now - CATCH_UP_MS) : this.#beginOf(flow, expectation, now);
    const times = timesUntilNext(expectation, flow.days, begin, now);
    let changed = false;
    for (const time of times) {
      const row = store.arrivals.find(flow.flowId, expectation.id, time.day);
      if (!row && this.#write(flow, expectation, this.#blank(flow, expectation, time), null)) changed = true;
    }
    const open = store.arrivals.newest(flow.flowId, expectation.id, MOST_OPEN).filter((row) => isOpen(row) && row.until >= now - CATCH_UP_MS);
    for (const row of open.reverse()) {
      const time = times.find(({ day }) => day === row.day) ?? expectedTimes(expectation, flow.days, row.due - 1, 1)[0];
      if (time?.day === row.day && (await this.#judgeDay(flow, expectation, time, now))) changed = true;
    }
    return changed;
  }

  /** A new expectation begins with the day that is waited for: nobody expected what was before. */
  #beginOf(flow: ExpectingFlow, expectation: Expectation, now: number): number {
    const last = lastExpected(expectation, flow.days, now);
    return last && last.until > now ? last.due - 1 : now;
  }

  async #judgeDay(flow: ExpectingFlow, expectation: Expectation, time: ExpectedTime, now: number): Promise<boolean> {
    const { store, find, nameOf } = this.#options;
    const { flowId } = flow;
    const before = store.arrivals.find(flowId, expectation.id, time.day);
    const name = nameOf(flow, expectation, time);
    const previous = this.#before(flow, expectation, time);
    // Where the name says the day, any file of that name is it; else what came since the time before.
    const found = await find(flow, expectation, name, previous?.until ?? time.due - DAY_MS, this.#stop.signal);
    if (this.#stop.signal.aborted) return false;
    const hash = found?.hash ?? null;
    // What came keeps the environment it came for, whatever the flow is live in by now.
    const environment = before && before.file !== null ? before.environment : flow.environment;
    const came: CameFile | null = found && {
      file: found.file,
      bytes: found.bytes,
      rows: found.rows,
      read: found.runId !== null,
      arrivedAt: before?.arrivedAt ?? Math.min(found.modifiedAt, now),
      sameAs: hash === null ? null : store.arrivals.dayOfHash(flowId, expectation.id, environment, hash, time.day),
    };
    // A file that was there and is gone was taken away by whoever read it.
    if (came === null && before && before.file !== null) return false;
    const verdict = judge(expectation, { due: time.due, until: time.until, zone: flow.days.zone }, now, name, came);
    return this.#write(
      flow,
      expectation,
      {
        ...this.#blank(flow, expectation, time),
        ...verdict,
        file: came?.file ?? null,
        bytes: came?.bytes ?? null,
        rows: came?.rows ?? null,
        hash,
        arrivedAt: came?.arrivedAt ?? null,
        runId: found?.runId ?? null,
        environment,
      },
      before ?? null,
    );
  }

  /** The time before one: asked at every look for every day that is open, and always the same. */
  #before({ days }: ExpectingFlow, expectation: Expectation, { due }: ExpectedTime): ExpectedTime | null {
    const key = JSON.stringify([expectation, days, due]);
    let known = this.#known.get(key);
    if (known === undefined) {
      if (this.#known.size >= MOST_KNOWN) this.#known.clear();
      known = lastExpected(expectation, days, due - 1);
      this.#known.set(key, known);
    }
    return known;
  }

  #blank({ flowId, environment }: ExpectingFlow, { id, name }: Expectation, { day, due, until }: ExpectedTime): ArrivalRecord {
    const nothing = { said: null, file: null, bytes: null, rows: null, hash: null, arrivedAt: null, runId: null };
    return { flowId, expectationId: id, day, name, due, until, state: 'waiting', ...nothing, changedAt: this.#options.clock.now(), environment };
  }

  /** Writes what is known of a day; false where nothing of it is new. */
  #write(flow: ExpectingFlow, expectation: Expectation, record: ArrivalRecord, before: ArrivalRecord | null): boolean {
    const { store, changed } = this.#options;
    if (before && JSON.stringify({ ...before, changedAt: 0 }) === JSON.stringify({ ...record, changedAt: 0 })) return false;
    store.write(() => {
      store.arrivals.put(record);
      if (before?.state !== record.state) changed(flow, expectation, record, before?.state ?? null);
    });
    return true;
  }
}

/** What may still change: it has not come, or no run has told yet how many records it holds. */
const isOpen = ({ state, file, rows }: ArrivalRecord) => state === 'waiting' || state === 'missing' || (file !== null && rows === null);
