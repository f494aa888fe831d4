import type { WorkspaceEvent } from '../../api/app-models.ts';
import type { Clock } from '../../base/clock.ts';
import { EventStream } from '../event-stream.ts';

type State = Extract<WorkspaceEvent, { kind: 'state' }>;

/** A tenth of a second between two states is as often as a person can use. */
const STATE_EVERY_MS = 100;

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
    const tell = () => {
      this.#cancelTimer = null;
      this.#lastTold = this.#clock.monotonic();
      const state = this.#state();
      for (const stream of [...this.#streams]) stream.push(state);
    };
    if (wait <= 0) tell();
    else this.#cancelTimer = this.#clock.after(wait, tell);
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
