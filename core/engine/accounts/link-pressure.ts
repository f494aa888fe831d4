import type { Clock } from '../../base/clock.ts';
import type { PlanLink } from '../plan/plan.ts';

/** Measures for each link which share of the time a batch on it was not yet taken: 0 nobody waits, 1 the step behind is what the run waits for. */
export class LinkPressure {
  readonly #links: readonly PlanLink[];
  readonly #clock: Clock;
  readonly #busyMs: Float64Array;
  readonly #since: Float64Array;
  readonly #inside: Int32Array;
  #taken: number;

  constructor(links: readonly PlanLink[], clock: Clock) {
    this.#links = links;
    this.#clock = clock;
    this.#busyMs = new Float64Array(links.length);
    this.#since = new Float64Array(links.length);
    this.#inside = new Int32Array(links.length);
    this.#taken = clock.monotonic();
  }

  /** Runs the handing over of a batch and counts its time on the link. */
  during(link: number, handOver: () => void | Promise<void>): void | Promise<void> {
    this.#enter(link);
    let result: void | Promise<void>;
    try {
      result = handOver();
    } catch (error) {
      this.#leave(link);
      throw error;
    }
    if (result instanceof Promise) return result.finally(() => this.#leave(link));
    this.#leave(link);
  }

  /** By edge id, since the last call. */
  take(): Record<string, number> {
    const now = this.#clock.monotonic();
    const passed = Math.max(now - this.#taken, 0.001);
    this.#taken = now;
    return Object.fromEntries(
      this.#links.map(({ edgeId }, link) => {
        if ((this.#inside[link] as number) > 0) {
          this.#busyMs[link] = (this.#busyMs[link] as number) + now - (this.#since[link] as number);
          this.#since[link] = now;
        }
        const share = Math.min(1, (this.#busyMs[link] as number) / passed);
        this.#busyMs[link] = 0;
        return [edgeId, Math.round(share * 100) / 100];
      }),
    );
  }

  #enter(link: number): void {
    if (this.#inside[link] === 0) this.#since[link] = this.#clock.monotonic();
    this.#inside[link] = (this.#inside[link] as number) + 1;
  }

  #leave(link: number): void {
    this.#inside[link] = (this.#inside[link] as number) - 1;
    if (this.#inside[link] === 0) this.#busyMs[link] = (this.#busyMs[link] as number) + this.#clock.monotonic() - (this.#since[link] as number);
  }
}
