import { afterEach } from 'vitest';
import { openHttp } from './http-open.ts';
import { type Answering, type Identity, startServer, type TestServer } from './http-server.ts';

/** Servers and connections of one test file; all of them are ended after each test. */
export function httpEnds(): {
  serve(answer: Answering, options?: { identity?: Identity; h2?: boolean; host?: string }): Promise<TestServer>;
  open(...given: Parameters<typeof openHttp>): ReturnType<typeof openHttp>;
  later(close: () => Promise<unknown> | unknown): void;
} {
  const closing: (() => Promise<unknown> | unknown)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });
  return {
    async serve(answer, options = {}) {
      const started = await startServer(answer, options);
      closing.push(() => started.close());
      return started;
    },
    async open(...given) {
      const opened = await openHttp(...given);
      closing.push(() => opened.close());
      return opened;
    },
    later: (close) => closing.push(close),
  };
}

/** Waits until something holds, for fifteen seconds at most. */
export async function until(holds: () => boolean, what: string): Promise<void> {
  for (let i = 0; i < 3_000; i++) {
    if (holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`it never came about that ${what}`);
}
