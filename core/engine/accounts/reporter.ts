import type { Clock } from '../../base/clock.ts';
import type { EngineEvent, RejectedRecord } from '../threads/messages.ts';

/** Where a run's events go. A promise means that the event is durable only when it resolves. */
export type Report = (event: EngineEvent) => void | Promise<void>;

const REJECTS_AT_ONCE = 200;
/** Groups of rejects on their way at the same time; beyond it the run waits. */
const REJECTS_IN_FLIGHT = 8;
const PROGRESS_MS = 100;

/** Sends a run's events on: rejects in groups with back pressure, progress at most ten times a second. */
export class Reporter {
  readonly #report: Report;
  readonly #clock: Clock;
  readonly #inFlight = new Set<Promise<void>>();
  #rejects: RejectedRecord[] = [];
  #nextProgress: number;
  #failure: unknown = null;

  constructor(report: Report, clock: Clock) {
    this.#report = report;
    this.#clock = clock;
    this.#nextProgress = clock.monotonic() + PROGRESS_MS;
  }

  /** Sends an event that nobody waits for. What goes wrong is thrown by the next `settle`. */
  tell(event: EngineEvent): void {
    const sent = this.#report(event);
    if (sent instanceof Promise) this.#follow(sent);
  }

  /** Sends a durable event; resolves when it is kept. */
  async durably(event: EngineEvent): Promise<void> {
    await this.#report(event);
  }

  reject(row: RejectedRecord): void {
    this.#rejects.push(row);
    if (this.#rejects.length >= REJECTS_AT_ONCE) this.#sendRejects();
  }

  /** A promise while too many rejects are on their way to disk; it resolves when they no longer are. */
  pressure(): void | Promise<void> {
    return this.#inFlight.size > REJECTS_IN_FLIGHT ? this.#relief() : undefined;
  }

  /** Makes and sends progress when a tenth of a second has passed; less often when making it takes more than a fiftieth of the time. */
  progressDue(make: () => EngineEvent): void {
    const now = this.#clock.monotonic();
    if (now < this.#nextProgress) return;
    this.progress(make());
    const cost = this.#clock.monotonic() - now;
    this.#nextProgress = now + Math.max(PROGRESS_MS, cost * 50);
  }

  progress(event: EngineEvent): void {
    this.#sendRejects();
    this.tell(event);
  }

  /** Resolves when all that was sent is kept; throws when some of it could not be. */
  async settle(): Promise<void> {
    this.#sendRejects();
    while (this.#inFlight.size > 0) await Promise.all(this.#inFlight);
    if (this.#failure !== null) throw this.#failure;
  }

  async #relief(): Promise<void> {
    while (this.#inFlight.size > REJECTS_IN_FLIGHT) await Promise.race(this.#inFlight);
  }

  #sendRejects(): void {
    if (this.#rejects.length === 0) return;
    const rows = this.#rejects;
    this.#rejects = [];
    this.tell({ kind: 'rejects', rows });
  }

  #follow(sent: Promise<void>): void {
    const followed: Promise<void> = sent.then(
      () => {
        this.#inFlight.delete(followed);
      },
      (error: unknown) => {
        this.#inFlight.delete(followed);
        this.#failure ??= error;
      },
    );
    this.#inFlight.add(followed);
  }
}
