import type { Clock } from '../base/clock.ts';

/** A server that was asked and goes on is asked again after so long, and after twice as long each time. */
const AGAIN_MS = 50;

/**
 * Asks a server to stop what it does for us, again and again until it is `over`: the wish goes over a line of its own, and one that arrives before the
 * statement does is lost there. Fulfilled when `over` is settled and no asking is on its way any more.
 */
export async function askToStop(clock: Clock, over: Promise<unknown>, ask: () => Promise<void>): Promise<void> {
  let ended = false;
  let wake = (): void => undefined;
  const end = () => {
    ended = true;
    wake();
  };
  over.then(end, end);
  // What is over already says so before the first asking.
  await Promise.resolve();
  for (let pause = AGAIN_MS; !ended; pause *= 2) {
    await ask();
    if (ended) return;
    await new Promise<void>((resolve) => {
      const stop = clock.after(pause, resolve);
      wake = () => {
        stop();
        resolve();
      };
    });
  }
}
