import type { WorkspaceEvent } from '../../api/app-models.ts';
import type { Clock } from '../../base/clock.ts';
import { OperationalError } from '../../base/errors.ts';
import { EventStream } from '../event-stream.ts';

type State = Extract<WorkspaceEvent, { kind: 'state' }>;

/** A tenth of a second between two states is as often as a person can use. */
const STATE_EVERY_MS = 100;
/** Where the database cannot be read just now, the state is told so much later. */
const AGAIN_MS = 1_000;

/** What happens in the workspace, for every window that listens. States are at most ten a second; the newest is always told. */
export class WorkspaceNews {
  readonly #streams = new Set<EventStream<WorkspaceEvent>>();
  readonly #clock: Clock;
  readonly #state: () => State;
  #lastTold = Number.NEGATIVE_INFINITY;
  #cancelTimer: (() => void) | null = null;
  #held = false;

  /** `state` describes the workspace as it is when called. */
  constructor(clock: Clock, state: () => State) {
    this.#clock = clock;
    this.#state = state;
  }

  /** How many listen now. */
  get listeners(): number {
    return this.#streams.size;
  }

  /** Everything from now on, the state first. */
  watch(signal?: AbortSignal): EventStream<WorkspaceEvent> {
    const stream: EventStream<WorkspaceEvent> = new EventStream({
      signal,
      closed: () => this.#streams.delete(stream),
      replaces: (newer, older) => newer.kind === 'state' && older.kind === 'state',
    });
    if (signal?.aborted) return stream;
    this.#streams.add(stream);
    stream.push(this.#state());
    return stream;
  }

  tell(event: Exclude<WorkspaceEvent, State>): void {
    for (const stream of [...this.#streams]) stream.push(event);
    this.stateChanged();
  }

  /** Something the state shows has changed. */
  stateChanged(): void {
    if (this.#streams.size === 0 || this.#cancelTimer || this.#held) return;
    const wait = this.#lastTold + STATE_EVERY_MS - this.#clock.monotonic();
    if (wait <= 0) this.#tellState();
    else this.#tellLater(wait);
  }

  #tellLater(ms: number): void {
    this.#cancelTimer = this.#clock.after(ms, () => {
      this.#cancelTimer = null;
      this.#tellState();
    });
  }

  /** Nobody who changed something, and no timer, is to fail because a disk that is gone for a moment keeps others from hearing of it. */
  #tellState(): void {
    this.#lastTold = this.#clock.monotonic();
    try {
      const state = this.#state();
      for (const stream of [...this.#streams]) stream.push(state);
    } catch (error) {
      if (!(error instanceof OperationalError)) throw error;
      this.#tellLater(AGAIN_MS);
    }
  }

  /** From now on nothing is looked at any more: the database goes. Listeners stay until `reopened` or `close`. */
  hold(): void {
    this.#held = true;
    this.#cancelTimer?.();
  }

  /** A backup has taken the place of the database: tells everyone, and lets them go. */
  reopened(): void {
    for (const stream of [...this.#streams]) stream.push({ kind: 'reopened' });
    this.close();
  }

  close(): void {
    this.#cancelTimer?.();
    for (const stream of [...this.#streams]) stream.end();
  }
}
