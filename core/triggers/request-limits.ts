import type { Clock } from '../base/clock.ts';
import type { RequestSettings } from '../base/trigger-settings.ts';
import type { Store } from '../store/store.ts';
import { Refusal } from './request-body.ts';

interface Pace {
  /** Requests that may come at once. */
  left: number;
  at: number;
  waiting: number;
  countedAt: number;
}

const MINUTE_MS = 60_000;
const COUNT_EVERY_MS = 200;

/** How much each trigger takes: so many requests a minute, and only while not too many wait. What is beyond is refused before it is read, never dropped. */
export class RequestLimits {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #paces = new Map<string, Pace>();

  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** Throws a Refusal: 429 for too fast, 503 for too many that wait; both say when to come again. */
  check(flowId: string, nodeId: string, { perMinute, backlog }: Pick<RequestSettings, 'perMinute' | 'backlog'>): void {
    const now = this.#clock.monotonic();
    const key = `${flowId}/${nodeId}`;
    const pace = this.#paces.get(key) ?? { left: perMinute, at: now, waiting: 0, countedAt: Number.NEGATIVE_INFINITY };
    this.#paces.set(key, pace);
    pace.left = Math.min(perMinute, pace.left + ((now - pace.at) * perMinute) / MINUTE_MS);
    pace.at = now;
    if (pace.left < 1) {
      const wait = Math.max(1, Math.ceil(((1 - pace.left) * MINUTE_MS) / perMinute / 1_000));
      throw new Refusal(429, `More than ${perMinute} requests a minute are not accepted here.`, { 'retry-after': String(wait) });
    }
    if (now - pace.countedAt > COUNT_EVERY_MS) {
      pace.waiting = this.#store.inbox.countWaiting(flowId, nodeId, backlog);
      pace.countedAt = now;
    }
    if (pace.waiting >= backlog) throw new Refusal(503, 'Too many requests wait to be worked on. Send this one again later.', { 'retry-after': '30' });
    pace.left -= 1;
    pace.waiting += 1;
  }
}
