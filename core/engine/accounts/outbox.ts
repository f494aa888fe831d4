import type { EngineEvent, FromWorker, ToldEvent } from '../threads/messages.ts';

const MOST_GATHERED = 32;

/**
 * Sends the events of one run to the main thread, in their order and in few messages, for each wakes that thread up: what nobody waits for goes along with
 * the next thing that cannot wait, or when this thread has nothing else to do.
 */
export class Outbox {
  readonly #run: number;
  readonly #post: (message: FromWorker) => void;
  #gathered: ToldEvent[] = [];
  #due = false;

  /** `run` is the number of the run in this worker. */
  constructor(run: number, post: (message: FromWorker) => void) {
    this.#run = run;
    this.#post = post;
  }

  /**
   * Tells an event; an `id` above 0 asks for an acknowledgement. That cannot wait, nor can a line of the log, which says what the run is at, nor a half product,
   * which is to be removed should the thread be ended, nor that a target commits: the main thread writes what it has heard while this one is busy with that.
   */
  tell(event: EngineEvent, id = 0): void {
    this.#gathered.push({ id, event });
    if (id > 0 || event.kind === 'log' || event.kind === 'part-file' || event.kind === 'begins' || this.#gathered.length >= MOST_GATHERED) this.flush();
    else if (!this.#due) {
      this.#due = true;
      setImmediate(() => {
        this.#due = false;
        this.flush();
      });
    }
  }

  /** Sends what has been gathered. */
  flush(): void {
    const events = this.take();
    if (events.length > 0) this.#post({ kind: 'events', run: this.#run, events });
  }

  /** Gives out what has been gathered, for whoever sends something else anyway. */
  take(): ToldEvent[] {
    const events = this.#gathered;
    this.#gathered = [];
    return events;
  }
}
