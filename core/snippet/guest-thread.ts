import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Defect } from '../base/errors.ts';
import type { FromThread, ToThread } from './messages.ts';

/** The thread's own file: the source beside this one, or what it was built to, in the folder of this code or the one above. */
function threadFile(): string {
  const here = import.meta.dirname;
  const candidates = [join(here, 'sandbox-thread.ts'), join(here, 'sandbox-thread.js'), join(dirname(here), 'sandbox-thread.js')];
  const found = candidates.find((path) => existsSync(path));
  if (found === undefined) throw new Defect('sandbox-missing', 'The sandbox for code snippets is missing from this installation.');
  return found;
}

/** A thread for user code, with questions and answers in order. It never holds the process open: whoever asks watches the clock, which does. */
export class GuestThread {
  readonly #worker: Worker;
  readonly #waiting: { resolve: (answer: FromThread) => void; reject: (error: Error) => void }[] = [];
  #ended = false;

  constructor() {
    this.#worker = new Worker(threadFile(), {
      name: 'snippet',
      env: {},
      execArgv: ['--no-warnings'],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: 256, stackSizeMb: 8 },
    });
    // A worker let go before it is up holds the process again once it is.
    this.#worker.on('online', () => this.#worker.unref());
    this.#worker.on('message', (answer: FromThread) => this.#settle()?.resolve(answer));
    this.#worker.on('error', (error) => this.#end(error));
    this.#worker.on('exit', () => this.#end(new Error('the thread for code snippets ended')));
  }

  /** Whether the thread can no longer be asked. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Asks and waits for the answer; rejects when the thread ends before. Questions may be asked ahead: answers come in their order. */
  ask(question: ToThread, transfer: ArrayBuffer[] = []): Promise<FromThread> {
    if (this.#ended) return Promise.reject(new Error('the thread for code snippets has ended'));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#worker.postMessage(question, transfer);
    });
  }

  /** Lets an idle thread end by itself. */
  leave(): void {
    this.#end(new Error('the thread for code snippets was let go'));
    this.#worker.postMessage({ kind: 'leave' } satisfies ToThread);
  }

  /** Ends the thread at once, whatever it is doing; an open question is rejected. */
  kill(): void {
    this.#end(new Error('the thread for code snippets was stopped'));
    void this.#worker.terminate();
  }

  #settle() {
    this.#worker.unref();
    return this.#waiting.shift();
  }

  #end(error: Error): void {
    this.#ended = true;
    for (let open = this.#settle(); open; open = this.#settle()) open.reject(error);
  }
}

/** Keeps one idle thread started, so that a preview does not wait for it. */
class IdleThreads {
  #idle: GuestThread | null = null;

  take(): GuestThread {
    const thread = this.#idle;
    this.#idle = null;
    return thread && !thread.ended ? thread : new GuestThread();
  }

  /** Starts one if there is none, so that it is up when it is needed. */
  warm(): void {
    if (!this.#idle || this.#idle.ended) this.#idle = new GuestThread();
  }

  giveBack(thread: GuestThread): void {
    if (thread.ended) return;
    if (this.#idle) thread.leave();
    else this.#idle = thread;
  }
}

/** The threads of this process or worker. An idle one never keeps it alive. */
export const idleThreads = new IdleThreads();
