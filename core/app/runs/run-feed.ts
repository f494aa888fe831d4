import type { RunEvent } from '../../api/run-models.ts';
import { EventStream } from '../event-stream.ts';

type WithoutSeq<T> = T extends unknown ? Omit<T, 'seq'> : never;
/** An event of a run before it has its number. */
export type RunNews = WithoutSeq<RunEvent>;

/** The live events of one run: numbers them, and passes them to everyone who watches. */
export class RunFeed {
  /** Who watches, with the number of the last event they knew when they came. */
  readonly #streams = new Map<EventStream<RunEvent>, number>();
  #seq: number;
  /** The newest progress; older ones are of no use to anyone. */
  progress: Extract<RunEvent, { kind: 'progress' }> | null = null;

  constructor(lastSeq = 0) {
    this.#seq = lastSeq;
  }

  /** The number of an event that is told later. */
  number(): number {
    return ++this.#seq;
  }

  /** Numbers an event, where it has no number yet, and tells it; returns its number. */
  tell(news: RunNews, seq = this.number()): number {
    const event = { ...news, seq } as RunEvent;
    if (event.kind === 'progress') this.progress = event;
    for (const [stream, known] of [...this.#streams]) if (seq > known) stream.push(event);
    return seq;
  }

  /** `past` first, then what comes. Ends when the run is over. */
  watch(past: readonly RunEvent[], signal?: AbortSignal): EventStream<RunEvent> {
    const stream: EventStream<RunEvent> = new EventStream({
      signal,
      closed: () => this.#streams.delete(stream),
      replaces: (newer, older) => newer.kind === 'progress' && older.kind === 'progress',
    });
    if (signal?.aborted) return stream;
    for (const event of past) stream.push(event);
    this.#streams.set(stream, past.at(-1)?.seq ?? 0);
    return stream;
  }

  /** The run is over. */
  end(): void {
    for (const stream of [...this.#streams.keys()]) stream.end();
  }
}
