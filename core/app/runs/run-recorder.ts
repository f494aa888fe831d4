import type { Clock } from '../../base/clock.ts';
import { NO_COUNTS, type RunCounts, type StepFacts } from '../../base/run-facts.ts';
import type { Sample } from '../../base/sample.ts';
import { HIDDEN } from '../../engine/masks/mask-value.ts';
import type { SourceSpan } from '../../engine/node-door.ts';
import type { EngineEvent, RejectedRecord, RunOutcome } from '../../engine/threads/messages.ts';
import type { KeptEvent } from '../../store/run-events.ts';
import { type PortSample, type ReadySamples, readySamplesBeside } from '../../store/samples.ts';
import type { Store } from '../../store/store.ts';
import { writeRejects } from './room-for-rejects.ts';
import type { RunFeed } from './run-feed.ts';
import { encodeWouldDo } from './would-do-text.ts';

/** What a run recorder needs. */
export interface RecorderOptions {
  store: Store;
  clock: Clock;
  feed: RunFeed;
  runId: string;
  /** Under which its steps remember things from run to run. */
  memoryId: string;
  /** Fields whose values a person looks records up by. */
  keyFields: readonly string[];
  /** Days that what the run keeps for replays stays; absent: as the workspace says. */
  captureDays?: number | undefined;
}

/** An event with rows of its own. */
type WrittenEvent = Exclude<EngineEvent, { kind: 'planned' | 'progress' | 'log' | 'sample' }>;

const DAY_MS = 86_400_000;
/** Counts of a run going on are written this often; they are what is known of it after a crash. */
const COUNTS_EVERY_MS = 1_000;
/** Characters of key text that make a run be found: rejected records first of all, then those that were sampled. */
const MOST_REJECTED_KEYS = 14 * 1024;
const MOST_SAMPLED_KEYS = 2 * 1024;
const LONGEST_KEY = 200;

/**
 * Writes down what a run tells, and passes it on to those who watch. What must be durable is on disk when the promise of `hear` resolves; the rest (log lines, samples,
 * counts, what was read and captured) is gathered and written with the next durable event, once a second, or at the end. The thread never waits for the drive.
 */
export class RunRecorder {
  readonly #options: RecorderOptions;
  readonly #events: KeptEvent[] = [];
  readonly #facts: Extract<EngineEvent, { kind: 'readings' | 'span' | 'capture' | 'would-do' | 'checks' | 'begins' | 'delivered' }>[] = [];
  /** By step and port; kept with the end of the run. */
  readonly #samples = new Map<string, PortSample>();
  #ready: Promise<ReadySamples> | null = null;
  readonly #rejectedKeys = new KeyWords(MOST_REJECTED_KEYS);
  readonly #sampledKeys = new KeyWords(MOST_SAMPLED_KEYS);
  readonly #spans = new Map<string, SourceSpan>();
  #steps: StepFacts[] = [];
  /** Of the run as it goes on, not written yet. */
  #unsaved: { readonly steps: StepFacts[]; readonly counts?: RunCounts } | null = null;
  #lastCounts: number;
  #aside = false;
  #finishing = false;

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.#lastCounts = options.clock.monotonic();
  }

  /** Takes one event of the engine. A promise for those that must be durable: it resolves when they are. */
  hear(event: EngineEvent): void | Promise<void> {
    const { store, clock, feed } = this.#options;
    switch (event.kind) {
      case 'planned':
        this.#steps = event.steps;
        this.#unsaved = { steps: event.steps };
        for (const message of event.notes) this.#log({ level: 'info', message });
        feed.tell({ kind: 'progress', at: clock.now(), counts: NO_COUNTS, steps: event.steps, pressure: {} });
        return;
      case 'progress':
        this.#steps = event.steps;
        feed.tell({ kind: 'progress', at: clock.now(), counts: event.counts, steps: event.steps, pressure: event.pressure });
        this.#unsaved = event;
        if (clock.monotonic() - this.#lastCounts >= COUNTS_EVERY_MS) this.flush();
        return;
      case 'log':
        this.#log(event);
        return;
      case 'sample':
        this.#samples.set(`${event.nodeId} ${event.port}`, event);
        this.#ready = null;
        this.#collectSampled(event.sample);
        // Begun before the end, for which somebody waits, once all of what came together has been heard.
        if (this.#aside) setImmediate(() => void this.#readySamples());
        return;
      case 'readings':
      case 'span':
      case 'capture':
      case 'would-do':
      case 'checks':
        this.#facts.push(event);
        return;
      case 'begins':
        this.#facts.push(event);
        if (!this.#aside) setImmediate(() => this.#writeAside());
        this.#aside = true;
        return;
      case 'intent':
        return this.#writeNow(event, event.half === undefined);
      case 'part-file':
        // Before the file is made, unless its folder is known. A power cut that loses this leaves a hidden file at worst, which the next start looks for in there.
        store.partFolders.note(event.path);
        if (!event.known) store.writeSoon(() => this.#write(event));
        return;
      case 'delivered':
        if (event.atEnd) this.#facts.push(event);
        else return this.#writeNow(event);
        return;
      case 'rejects':
        return writeRejects(
          store,
          () => this.#writeWithGathered(event),
          () => this.#forgetGathered(),
        );
      default:
        return this.#writeNow(event);
    }
  }

  async #writeNow(event: WrittenEvent, withGathered = true): Promise<void> {
    const { store } = this.#options;
    store.writeSoon(() => (withGathered ? this.#writeWithGathered(event) : this.#write(event)));
    if (withGathered) this.#forgetGathered();
    const onDrive = store.settled();
    // While the drive is at work.
    void this.#readySamples();
    await onDrive;
  }

  /** Writes what is there while the thread of the run is busy with the drive and nobody waits for this one, as somebody does at the end. */
  #writeAside(): void {
    if (this.#finishing) return;
    try {
      this.flush();
    } catch {
      // What was gathered is still there: the next write tries it again, and tells.
    }
  }

  #readySamples(): Promise<ReadySamples> {
    if (!this.#ready) {
      this.#ready = readySamplesBeside([...this.#samples.values()]);
      // The end waits for it, and tells.
      this.#ready.catch(() => undefined);
    }
    return this.#ready;
  }

  #writeWithGathered(event: WrittenEvent): void {
    this.#writeGathered();
    this.#write(event);
  }

  /** Writes what has been gathered; a power cut takes it back until the next durable event. */
  flush(): void {
    const { store, clock } = this.#options;
    this.#lastCounts = clock.monotonic();
    if (this.#events.length === 0 && this.#facts.length === 0 && !this.#unsaved) return;
    store.writeSoon(() => this.#writeGathered());
    this.#forgetGathered();
  }

  /** To be called in a transaction; what was gathered is forgotten only when that is over, for it may be taken back and tried again. */
  #writeGathered(): void {
    const { store, runId } = this.#options;
    if (this.#unsaved?.counts) store.runs.progress(runId, this.#unsaved.counts);
    if (this.#unsaved) store.steps.put(runId, this.#unsaved.steps);
    for (const fact of this.#facts) this.#write(fact);
    store.events.add(runId, this.#events);
  }

  #forgetGathered(): void {
    this.#lastCounts = this.#options.clock.monotonic();
    this.#unsaved = null;
    this.#events.length = 0;
    this.#facts.length = 0;
  }

  /** Keeps a change of status with the events. */
  keepStatus(event: Extract<KeptEvent, { kind: 'status' }>): void {
    this.#events.push(event);
  }

  /** Writes the end of the run, all in one transaction, and tells it once it is durable; then the promise resolves. */
  async finish(outcome: RunOutcome, alsoWrite: (at: number) => void): Promise<void> {
    const { store, clock, feed, runId, memoryId } = this.#options;
    this.#finishing = true;
    const at = clock.now();
    const samples = await this.#readySamples();
    const steps = outcome.steps.length > 0 ? outcome.steps : this.#steps;
    feed.tell({ kind: 'progress', at, counts: outcome.counts, steps, pressure: {} });
    const error = outcome.error === undefined ? {} : { error: outcome.error };
    const seq = feed.number();
    this.keepStatus({ kind: 'status', seq, at, status: outcome.status });
    this.#unsaved = { steps };
    const keys = [...new Set([...this.#rejectedKeys.texts, ...this.#sampledKeys.texts])].join(' ');
    store.writeSoon(() => {
      this.#writeGathered();
      store.samples.put(runId, samples);
      for (const nodeId of outcome.stateOf) {
        store.stepState.changed(memoryId, nodeId, runId, at);
        const span = this.#spans.get(nodeId);
        if (span) store.stepState.moved(memoryId, { nodeId, at, action: 'run', runId, to: span.to, ...(span.from === null ? {} : { from: span.from }) });
      }
      for (const { nodeId, key } of outcome.undone ?? []) store.effects.notSent(runId, nodeId, key);
      store.effects.leaveUnknown(runId, at);
      store.effects.dropPartFiles(runId);
      store.runs.finish(runId, { status: outcome.status, at, durationMs: outcome.ms, counts: outcome.counts, ...error, keys });
      alsoWrite(at);
    });
    this.#forgetGathered();
    await store.settled();
    feed.tell({ kind: 'status', status: outcome.status, at, ...error }, seq);
  }

  #write(event: WrittenEvent): void {
    const { store, clock, runId } = this.#options;
    switch (event.kind) {
      case 'rejects':
        for (const row of event.rows) this.#collectKeys(row);
        store.rejects.add(runId, event.rows);
        return;
      case 'members':
        store.rejects.putMembers(runId, event.rows);
        return;
      case 'readings':
        store.steps.note(runId, event.nodeId, 'readings', JSON.stringify(event.readings));
        return;
      case 'span':
        this.#spans.set(event.nodeId, event.span);
        store.stepState.putSpan(runId, { nodeId: event.nodeId, ...event.span, again: event.span.again, position: event.position });
        return;
      case 'would-do':
        store.steps.note(runId, event.nodeId, 'would_do', encodeWouldDo(event.wouldDo));
        return;
      case 'checks':
        store.steps.note(runId, event.nodeId, 'checks', JSON.stringify(event.checks));
        return;
      case 'capture':
        store.captures.put({ ...event, runId, createdAt: clock.now(), keepUntil: this.#keepUntil() });
        return;
      case 'intent':
        store.effects.intend(runId, event, clock.now());
        return;
      case 'begins':
        store.effects.begins(runId, event.nodeId, event.key, event.records);
        return;
      case 'delivered':
        store.effects.done(runId, event.nodeId, event.key, event.receipt, clock.now());
        return;
      case 'sent':
        store.effects.sent(runId, event.nodeId, event.key, clock.now(), event.answer ?? null);
        return;
      case 'not-sent':
        store.effects.notSent(runId, event.nodeId, event.key);
        return;
      case 'unknown-effect':
        store.effects.unknown(runId, event.nodeId, event.key, event.why);
        return;
      case 'settling':
        for (const nodeId of event.nodeIds) store.stepState.changed(this.#options.memoryId, nodeId, runId, clock.now());
        return;
      case 'part-file':
        store.effects.addPartFile(runId, event.path);
        return;
    }
  }

  /** When the flow wants what the run kept gone; null: as the workspace says. */
  #keepUntil(): number | null {
    const { captureDays, clock } = this.#options;
    return captureDays === undefined ? null : clock.now() + captureDays * DAY_MS;
  }

  #log(line: { nodeId?: string; level: 'info' | 'warning' | 'error'; message: string }): void {
    const { clock, feed } = this.#options;
    const event = {
      kind: 'log' as const,
      at: clock.now(),
      level: line.level,
      message: line.message,
      ...(line.nodeId === undefined ? {} : { nodeId: line.nodeId }),
    };
    this.#events.push({ ...event, seq: feed.tell(event) });
    if (this.#events.length >= 200) this.flush();
  }

  #collectKeys(row: RejectedRecord): void {
    const record = row.record ?? {};
    const named = this.#options.keyFields.filter((field) => Object.hasOwn(record, field));
    const fields = named.length > 0 ? named : Object.keys(record).slice(0, 1);
    for (const text of [row.value, ...fields.map((field) => textOf(record[field]))]) this.#rejectedKeys.add(text);
  }

  /** The first and the sampled records of a port, by the fields that are keys anywhere in the flow; where it has none, by the first field. */
  #collectSampled(sample: Sample): void {
    const { keyFields } = this.#options;
    const named = sample.fields.flatMap((field, column) => (keyFields.includes(field.name) ? [column] : []));
    const columns = named.length > 0 ? named : keyFields.length === 0 ? [0] : [];
    for (const row of sample.rows) {
      if (this.#sampledKeys.isFull) return;
      for (const column of columns) this.#sampledKeys.add(textOf(row[column]));
    }
  }
}

/** Distinct key texts up to a length in all. */
class KeyWords {
  readonly texts = new Set<string>();
  #room: number;

  constructor(most: number) {
    this.#room = most;
  }

  get isFull(): boolean {
    return this.#room <= 0;
  }

  add(text: string | undefined): void {
    // Hidden values are not worth finding; hashes are: they lead to all records of the same person.
    if (text?.includes(HIDDEN)) return;
    if (this.isFull || text === undefined || text === '' || text.length > LONGEST_KEY || this.texts.has(text)) return;
    this.texts.add(text);
    this.#room -= text.length + 1;
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' ? String(value) : undefined;
}
