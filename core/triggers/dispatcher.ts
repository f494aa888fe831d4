import type { Clock } from '../base/clock.ts';
import type { Environment } from '../base/environment.ts';
import { UserError } from '../base/errors.ts';
import type { Happening } from '../base/happening.ts';
import type { RunCause } from '../base/run-facts.ts';
import { reasonOf } from '../base/system-trouble.ts';
import { mostPerRun } from '../base/trigger-settings.ts';
import type { HappeningRecord } from '../store/inbox.ts';
import type { Store } from '../store/store.ts';
import type { TriggerRecord } from '../store/trigger-state.ts';

/** A run that something in the inbox asks for. */
export interface StartOrder {
  flowId: string;
  /** The version that was published. */
  version: number;
  /** The environment it was published for. */
  environment: Environment;
  cause: RunCause;
  happening: Happening;
  note: string | null;
}

/** Whether a flow can take one run more: now, later, or not at all while one is going on (its due times are left out then). */
export type Room = 'free' | 'wait' | 'skip';

/** What the dispatcher needs. */
export interface DispatcherOptions {
  store: Store;
  clock: Clock;
  room(flowId: string, version: number): Room;
  /** Queues the run and gives its id; called within the transaction that takes the happenings. Throws a UserError for a flow that cannot be run. */
  start(order: StartOrder): string;
  /** Something of the inbox was given to a run, or could not be. */
  changed(): void;
}

const CAUSES: Readonly<Record<Happening['kind'], RunCause>> = {
  due: 'schedule',
  files: 'file-arrival',
  requests: 'webhook',
  'flow-ended': 'after-flow',
};

/** Most bytes of what one run takes together. */
const MOST_BYTES = 32 * 1_048_576;
const AGAIN_MS = 20_000;
const MOST_HELD = 1_000;

/** A connection that is not set, or whose secrets cannot be opened: that is mended without touching the flow, so the flow pauses instead of missing what came. */
function isMendable({ code }: UserError): boolean {
  return code.startsWith('vault-') || code === 'connection-unset' || code === 'secrets-missing' || code === 'hosts-changed';
}

/**
 * Gives what waits in the inbox to runs, oldest first, as many as a flow takes at a time: what waits beyond that stays on disk. Each happening is taken in
 * the transaction that queues its run.
 */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  #cancelTimer: (() => void) | null = null;
  #paused = true;
  #closed = false;
  #looking = false;
  #again = false;
  #failure: string | null = null;

  constructor(options: DispatcherOptions) {
    this.#options = options;
  }

  /** While paused nothing is started; what comes in waits. */
  setPaused(paused: boolean): void {
    this.#paused = paused;
    this.look();
  }

  /** Why nothing can be started just now, in words; null when all is well. */
  get trouble(): string | null {
    return this.#failure;
  }

  /** Starts what can be started. To be called when something came in, a run ended, or a flow was published. */
  look(): void {
    if (this.#closed || this.#paused) return;
    // Starting a run tells of it, which leads here again.
    if (this.#looking) {
      this.#again = true;
      return;
    }
    this.#looking = true;
    try {
      do {
        this.#again = false;
        for (const flowId of this.#options.store.inbox.flowsWaiting()) this.#startOf(flowId);
      } while (this.#again);
      this.#failure = null;
    } catch (error) {
      // The disk is full, or another program holds the database: what waits is safe, and is tried again.
      this.#failure = reasonOf(error);
      this.#cancelTimer?.();
      this.#cancelTimer = this.#options.clock.after(AGAIN_MS, () => this.look());
    } finally {
      this.#looking = false;
    }
  }

  close(): void {
    this.#closed = true;
    this.#cancelTimer?.();
  }

  #startOf(flowId: string): void {
    const { store, room } = this.#options;
    const flow = store.flows.find(flowId);
    if (!flow || flow.liveVersion === null || flow.removedAt !== null) return;
    for (;;) {
      const [first] = store.inbox.waiting(flowId, 1);
      if (!first) return;
      const trigger = store.triggers.find(flowId, first.nodeId);
      if (!trigger) {
        this.#close([first], 'failed', 'The trigger that received this is no longer part of the flow as it was published.');
        continue;
      }
      const place = room(flowId, flow.liveVersion);
      if (place === 'skip' && first.kind === 'due') {
        this.#close([first], 'returned', 'The flow was running already, and it leaves out runs that overlap.');
        continue;
      }
      if (place !== 'free') return;
      if (!this.#start(trigger, flow.liveVersion, this.#together(flowId, first, mostPerRun(trigger.settings)))) return;
    }
  }

  /** What one run takes: the first that waits, and what waits behind it at the same trigger. */
  #together(flowId: string, first: HappeningRecord, most: number): HappeningRecord[] {
    if (most === 1) return [first];
    const taken: HappeningRecord[] = [];
    let bytes = 0;
    for (const one of this.#options.store.inbox.waiting(flowId, most)) {
      bytes += one.bytes;
      if (one.nodeId !== first.nodeId || one.kind !== first.kind) continue;
      if (taken.length > 0 && bytes > MOST_BYTES) break;
      taken.push(one);
    }
    return taken;
  }

  /** False where the flow waits for something that a person mends: then what has come in waits with it. */
  #start({ flowId, environment }: TriggerRecord, version: number, rows: readonly HappeningRecord[]): boolean {
    const { store, clock, start, changed } = this.#options;
    const seqs = rows.map(({ seq }) => seq);
    const [first] = rows;
    const happening = store.inbox.happening(seqs);
    if (!first || !happening) return true;
    const nodeId = first.nodeId;
    try {
      store.write(() => {
        const runId = start({ flowId, version, environment, cause: CAUSES[happening.kind], happening, note: first.note });
        store.inbox.take(seqs, runId);
        store.triggers.setTrouble(flowId, nodeId, null);
      });
    } catch (error) {
      if (!(error instanceof UserError) || error.code === 'closing') throw error;
      if (isMendable(error)) {
        this.#hold(flowId, nodeId, error);
        return false;
      }
      store.write(() => {
        store.inbox.close(seqs, 'failed', clock.now(), error.message);
        store.triggers.setTrouble(flowId, nodeId, error.message);
      });
    }
    changed();
    return true;
  }

  /** Keeps what has come in, but of several due times only the newest: the others would do the same once more. */
  #hold(flowId: string, nodeId: string, { message }: UserError): void {
    const { store, clock, changed } = this.#options;
    const due = store.inbox.waiting(flowId, MOST_HELD).filter((one) => one.kind === 'due' && one.nodeId === nodeId);
    if (due.length > 1) this.#close(due.slice(0, -1), 'returned', 'A later time took its place while the flow could not run.');
    const told = store.triggers.find(flowId, nodeId)?.trouble === message;
    if (!told) store.triggers.setTrouble(flowId, nodeId, message);
    this.#cancelTimer?.();
    this.#cancelTimer = clock.after(AGAIN_MS, () => this.look());
    if (!told) changed();
  }

  #close(rows: readonly HappeningRecord[], state: 'failed' | 'returned', trouble: string): void {
    const { store, clock, changed } = this.#options;
    store.inbox.close(
      rows.map(({ seq }) => seq),
      state,
      clock.now(),
      trouble,
    );
    changed();
  }
}
