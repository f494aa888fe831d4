import type { CDPSession, Page } from '@playwright/test';
import { rounded } from './rounds.ts';

/** What the page was busy with while something was done. */
export interface Watched {
  readonly frames: number;
  /** Milliseconds between two frames. */
  readonly medianMs: number;
  readonly p95Ms: number;
  /** Processor time of the page's main thread for each frame, milliseconds: another program's work does not count. */
  readonly workMs: number;
  /** Tasks of more than 50 ms, and the longest. */
  readonly longTasks: number;
  readonly longestMs: number;
}

declare global {
  var watchedFrames: number[];
  var watchedTasks: number[];
  var watching: boolean;
}

/** Measures frames in a page: between `begin` and `end` every frame and long task is noted. */
export class FrameWatch {
  readonly #page: Page;
  readonly #cdp: CDPSession;

  private constructor(page: Page, cdp: CDPSession) {
    this.#page = page;
    this.#cdp = cdp;
  }

  static async on(page: Page): Promise<FrameWatch> {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.evaluate(() => {
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) globalThis.watchedTasks.push(duration);
      }).observe({ entryTypes: ['longtask'] });
    });
    return new FrameWatch(page, cdp);
  }

  /** Does something and says how the frames came meanwhile. */
  async during(act: () => Promise<void>): Promise<Watched> {
    await this.#page.evaluate(() => {
      globalThis.watchedFrames = [];
      globalThis.watchedTasks = [];
      globalThis.watching = true;
      let last = performance.now();
      requestAnimationFrame(function note(now) {
        globalThis.watchedFrames.push(now - last);
        last = now;
        if (globalThis.watching) requestAnimationFrame(note);
      });
    });
    const before = await this.#busyMs();
    await act();
    const after = await this.#busyMs();
    const { frames, tasks } = await this.#page.evaluate(() => {
      globalThis.watching = false;
      return { frames: globalThis.watchedFrames.slice(1), tasks: globalThis.watchedTasks };
    });
    const sorted = frames.toSorted((a, b) => a - b);
    const at = (share: number) => rounded(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN, 1);
    return {
      frames: frames.length,
      medianMs: at(0.5),
      p95Ms: at(0.95),
      workMs: rounded((after - before) / Math.max(1, frames.length), 1),
      longTasks: tasks.length,
      longestMs: Math.round(Math.max(0, ...tasks)),
    };
  }

  async #busyMs(): Promise<number> {
    const { metrics } = await this.#cdp.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
  }
}
