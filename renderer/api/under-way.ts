import { create } from 'zustand';
import type { Link } from './connection.ts';
import { type WaitingWords, waitingWords } from './waiting-words.ts';

/** A call that has not been answered yet, and that a person may be waiting for. */
export interface WaitingCall extends WaitingWords {
  id: number;
  /** By the clock of the page, in milliseconds. */
  since: number;
  /** Gives up waiting. */
  stop(): void;
}

/** The calls of this window that are waited for, the oldest first. */
export const useUnderWay = create<{ calls: readonly WaitingCall[] }>()(() => ({ calls: [] }));

let made = 0;

/** The same link, whose calls stand in `useUnderWay` until they are answered, but for those that nobody waits for. */
export function noticed(link: Link): Link {
  return {
    call: async (path, input, options) => {
      const waiting = waitingWords(path.join('.'));
      if (!waiting) return link.call(path, input, options);
      const given = new AbortController();
      const call: WaitingCall = { ...waiting, id: ++made, since: performance.now(), stop: () => given.abort() };
      useUnderWay.setState(({ calls }) => ({ calls: [...calls, call] }));
      try {
        // The line is not told: a call that was broken off there fails once more, unheard, when the line breaks.
        const { signal, ...rest } = options;
        return await orGivenUp(link.call(path, input, rest), signal ? AbortSignal.any([signal, given.signal]) : given.signal);
      } finally {
        useUnderWay.setState(({ calls }) => ({ calls: calls.filter(({ id }) => id !== call.id) }));
      }
    },
  };
}

/** Fails at once when it is given up; the answer is dropped when it comes. */
function orGivenUp<T>(answer: Promise<T>, givenUp: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    if (givenUp.aborted) reject(givenUp.reason);
    givenUp.addEventListener('abort', () => reject(givenUp.reason), { once: true });
    answer.then(resolve, reject);
  });
}
