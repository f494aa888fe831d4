import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../base/clock.ts';
import type { RunLimits } from '../run-job.ts';
import type { AtWork, StopReason } from './run-board.ts';

/** What the watch looks at, and whom it tells. */
export interface LimitWatchOptions {
  readonly clock: Clock;
  readonly limits: RunLimits;
  /** Bytes of memory the run's thread holds now, uncollected ones included; null when it cannot be known. Late when the thread is inside a long call. */
  readonly memory: () => Promise<number | null>;
  /** What is at work. */
  readonly look: () => AtWork;
  /** The time-out of a step by its index; undefined when it has none. */
  readonly timeoutOf: (step: number) => number | undefined;
  /** Files and folders whose bytes count as the run's. */
  readonly places: () => readonly string[];
  /** A limit was passed; told once. */
  readonly passed: (reason: StopReason) => void;
}

const LOOK_MS = 50;
const DISK_MS = 1_000;
/** Memory that may be taken beyond the limit for a moment: some of it is only not collected yet. */
const LEAST_SLACK = 512 * 1024 * 1024;
/** Longest time beyond the limit: a thread that gets so far collects before that, or is inside one piece of work that takes ever more. */
const BEYOND_MS = 2_000;

/** How much more than its limit a run's thread may hold for a moment, in bytes. */
export function memorySlack(limit: number): number {
  return Math.max(LEAST_SLACK, limit / 2);
}

/** Watches a run from another thread, so that a limit holds even while the run's own thread is inside one long call. */
export class LimitWatch {
  readonly #options: LimitWatchOptions;
  readonly #begun: number;
  #stop: () => void = () => {};
  #over = false;
  #askedMemory = false;
  #beyondSince: number | null = null;
  #turn = -1;
  #turnSince: number;
  #diskDue: number;

  constructor(options: LimitWatchOptions) {
    this.#options = options;
    this.#begun = options.clock.monotonic();
    this.#turnSince = this.#begun;
    this.#diskDue = this.#begun + DISK_MS;
    this.#next();
  }

  /** Looks no more. */
  close(): void {
    this.#over = true;
    this.#stop();
  }

  #next(): void {
    this.#stop = this.#options.clock.after(LOOK_MS, () => {
      if (this.#over) return;
      this.#look(this.#options.clock.monotonic());
      if (!this.#over) this.#next();
    });
  }

  #look(now: number): void {
    const late = this.#late(now);
    if (late !== null) {
      this.#passed(late);
      return;
    }
    if (!this.#askedMemory) void this.#lookAtMemory();
    if (now < this.#diskDue) return;
    this.#diskDue = Number.POSITIVE_INFINITY;
    void this.#lookAtDisk();
  }

  /** Which limit of time is passed, if one is. */
  #late(now: number): StopReason | null {
    const { limits, look, timeoutOf } = this.#options;
    if (now - this.#begun > limits.wallMs) return 'run-time';
    const { step, turn } = look();
    if (turn !== this.#turn) {
      this.#turn = turn;
      this.#turnSince = now;
    }
    const timeout = step < 0 ? undefined : timeoutOf(step);
    return timeout !== undefined && now - this.#turnSince > timeout ? 'step-time' : null;
  }

  async #lookAtMemory(): Promise<void> {
    const { clock, limits, memory } = this.#options;
    this.#askedMemory = true;
    const held = await memory();
    this.#askedMemory = false;
    if (this.#over || held === null) return;
    const now = clock.monotonic();
    if (held <= limits.threadBytes) this.#beyondSince = null;
    else this.#beyondSince ??= now;
    const long = this.#beyondSince !== null && now - this.#beyondSince > BEYOND_MS;
    if (long || held > limits.threadBytes + memorySlack(limits.threadBytes)) this.#passed('memory');
  }

  async #lookAtDisk(): Promise<void> {
    const { clock, limits, places } = this.#options;
    let bytes = 0;
    for (const place of places()) bytes += await bytesAt(place);
    if (this.#over) return;
    if (bytes > limits.diskBytes) this.#passed('disk');
    else this.#diskDue = clock.monotonic() + DISK_MS;
  }

  #passed(reason: StopReason): void {
    if (this.#over) return;
    this.close();
    this.#options.passed(reason);
  }
}

/** Bytes of a file, or of everything in a folder; what is not there, or goes meanwhile, takes none. */
async function bytesAt(path: string): Promise<number> {
  try {
    const found = await stat(path);
    if (!found.isDirectory()) return found.size;
    let bytes = 0;
    for (const name of await readdir(path)) bytes += await bytesAt(join(path, name));
    return bytes;
  } catch {
    return 0;
  }
}
