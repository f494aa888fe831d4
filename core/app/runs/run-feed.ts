import type { RunEvent } from '../../api/run-models.ts';
import { EventStream } from '../event-stream.ts';

type WithoutSeq<T> = T extends unknown ? Omit<T, 'seq'> : never;
/** An event of a run before it has its number. */
export type RunNews = WithoutSeq<RunEvent>;

/** The live events of one run: numbers them, and passes them to everyone who watches. */
export class RunFeed {
  readonly #streams = new Set<EventStream<RunEvent>>();
  #seq: number;
  /** The newest progress; older ones are of no use to anyone. */
  progress: Extract<RunEvent, { kind: 'progress' }> | null = null;

  constructor(lastSeq = 0) {
    this.#seq = lastSeq;
  }

  /** Numbers an event and tells it; returns its number. */
  tell(news: RunNews): number {
    const event = { ...news, seq: ++this.#seq } as RunEvent;
    if (event.kind === 'progress') this.progress = event;
    for (const stream of [...this.#streams]) stream.push(event);
    return event.seq;
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
    this.#streams.add(stream);
    return stream;
  }

  /** The run is over. */
  end(): void {
    for (const stream of [...this.#streams]) stream.end();
  }
}
