import type { Clock } from '../base/clock.ts';
import { fromErrorReport, UserError } from '../base/errors.ts';
import { type GuestThread, idleThreads } from './guest-thread.ts';
import type { FromThread, SliceResult, SnippetCode, SnippetLimits, ToThread, ValuesIn } from './messages.ts';
import { SnippetVerdict, timeReport } from './verdict.ts';

export { SnippetVerdict } from './verdict.ts';

/** Time a snippet may take in a run. */
export const RUN_LIMITS: SnippetLimits = { callMs: 1000, batchMs: 30_000 };
/** Code that is called once with many records has more for its one call. */
export const BATCH_STYLE_LIMITS: SnippetLimits = { callMs: 5000, batchMs: 5000 };

/** How often the outer wall looks for a sign of life, in milliseconds. */
const LOOK_EVERY = 50;
/** Time a call has beyond its limit to be stopped from inside before the thread is ended. */
const GRACE = 150;

/** Begins to start a thread for a sandbox that will be opened soon; costs nothing if one is idle. */
export function warmSandbox(): void {
  idleThreads.warm();
}

/** What a sandbox needs to be opened. */
export interface SandboxOptions {
  readonly snippet: SnippetCode;
  readonly limits?: SnippetLimits;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  /** The WebAssembly file, where it does not lie at one of the usual places. */
  readonly wasmPath?: string;
}

/** User code at work. State the code keeps lives as long as the sandbox. */
export interface Sandbox {
  /**
   * Runs the snippet over `count` records, given as one list of values per name in `SnippetCode.names`. Rejects with a `SnippetVerdict` when a limit
   * stopped it; the sandbox is dead then. The buffers are handed over. The next call may be made while one is at work: they are answered in their order.
   */
  run(count: number, columns: readonly ValuesIn[]): Promise<SliceResult>;
  /** Gives everything back. Safe to call at any time, also twice. */
  close(): Promise<void>;
}

/**
 * Opens a sandbox: a fresh QuickJS context in a thread of its own, with no files, network, timers or clock, 64 MB of memory and a deadline for every
 * call. Two walls: the guest is interrupted from inside; if it shows no sign of life, its thread is ended. Rejects with a `SnippetVerdict` when the code
 * cannot be understood.
 */
export async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
  const sandbox = new ThreadSandbox(options);
  try {
    await sandbox.open();
  } catch (error) {
    await sandbox.close();
    throw error;
  }
  return sandbox;
}

class ThreadSandbox implements Sandbox {
  readonly #options: SandboxOptions;
  readonly #limits: SnippetLimits;
  readonly #thread: GuestThread = idleThreads.take();
  readonly #heartbeat = new SharedArrayBuffer(4);
  /** Settles when the last question has been answered. */
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(options: SandboxOptions) {
    this.#options = options;
    this.#limits = options.limits ?? (options.snippet.style === 'batch' ? BATCH_STYLE_LIMITS : RUN_LIMITS);
  }

  async open(): Promise<void> {
    const { snippet, wasmPath } = this.#options;
    await this.#ask({ kind: 'open', snippet, limits: this.#limits, heartbeat: this.#heartbeat, ...(wasmPath === undefined ? {} : { wasmPath }) }, 10_000);
  }

  async run(count: number, columns: readonly ValuesIn[]): Promise<SliceResult> {
    const buffers = columns.flatMap((column) => {
      if (column.kind === 'numbers') return [column.buffer];
      if (column.kind === 'repeated') return [column.index];
      return column.kind === 'texts' && column.flags ? [column.flags] : [];
    });
    const answer = await this.#ask({ kind: 'run', count, columns }, this.#limits.callMs, buffers);
    if (answer.kind !== 'done') throw new Error(`the thread answered ${answer.kind} to run`);
    return answer.result;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#thread.ended) return;
    try {
      await this.#ask({ kind: 'close' }, 2000);
      idleThreads.giveBack(this.#thread);
    } catch {
      this.#thread.kill();
    }
  }

  /** Asks the thread and, once it has come to this question, watches over it: `silentMs` without a sign of life, or a cancelled run, ends it. */
  async #ask(question: ToThread, silentMs: number, transfer: ArrayBuffer[] = []): Promise<FromThread> {
    const { signal, snippet } = this.#options;
    if (question.kind !== 'close') signal?.throwIfAborted();
    let silent = false;
    const asked = this.#thread.ask(question, transfer);
    const stopWatching = this.#watch(this.#last, silentMs + GRACE, () => {
      silent = true;
      this.#thread.kill();
    });
    this.#last = asked.catch(() => undefined);
    const abort = () => this.#thread.kill();
    signal?.addEventListener('abort', abort, { once: true });
    try {
      const answer = await asked;
      if (answer.kind !== 'failed') return answer;
      throw answer.report.class === 'user' ? new SnippetVerdict(answer.report, answer) : fromErrorReport(answer.report);
    } catch (error) {
      if (silent) throw new SnippetVerdict(timeReport(snippet.name, NOWHERE, 'silent', this.#limits, 0), NOWHERE);
      if (question.kind !== 'close') signal?.throwIfAborted();
      if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') throw tooMuch(snippet.name);
      throw error;
    } finally {
      stopWatching();
      signal?.removeEventListener('abort', abort);
    }
  }

  #watch(from: Promise<unknown>, silentMs: number, onSilence: () => void): () => void {
    const { clock } = this.#options;
    const beats = new Int32Array(this.#heartbeat);
    let seen = 0;
    let since = 0;
    let over = false;
    let cancel = () => {};
    const look = (): void => {
      const now = clock.monotonic();
      const beat = Atomics.load(beats, 0);
      if (beat !== seen) {
        seen = beat;
        since = now;
      }
      if (now - since >= silentMs) onSilence();
      else cancel = clock.after(LOOK_EVERY, look);
    };
    void from.then(() => {
      if (over) return;
      seen = Atomics.load(beats, 0);
      since = clock.monotonic();
      cancel = clock.after(LOOK_EVERY, look);
    });
    return () => {
      over = true;
      cancel();
    };
  }
}

const NOWHERE = { line: 0, column: 0 };

function tooMuch(name: string): UserError {
  return new UserError('snippet-memory', `The code of "${name}" was stopped: what it gives for one batch is too large.`, {
    hint: 'Give fewer or smaller records at once.',
  });
}
