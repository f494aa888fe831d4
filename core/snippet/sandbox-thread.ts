import { parentPort } from 'node:worker_threads';
import { toErrorReport } from '../base/errors.ts';
import { type FreshGuest, freshGuest } from './fresh-guest.ts';
import { GuestSession } from './guest-session.ts';
import type { FromThread, ToThread } from './messages.ts';
import { loadQuickJs } from './quickjs.ts';
import { SnippetVerdict } from './verdict.ts';

/** The thread that user code runs in: one snippet at a time, each in an instance of its own. What cannot be stopped from inside is stopped with the thread. */
function serve(port: NonNullable<typeof parentPort>): void {
  const usual = loadQuickJs();
  const made = async (quickJs = usual): Promise<FreshGuest> => freshGuest(await (await quickJs).instance());
  let next: Promise<FreshGuest> | null = null;

  /** Makes the guest of the next snippet while nobody waits for it. Whoever opens that hears of a failure; until then it is nobody's. */
  const prepare = (): void => {
    next ??= made();
    next.catch(() => undefined);
  };
  const taken = (wasmPath: string | undefined): Promise<FreshGuest> => {
    if (wasmPath !== undefined) return made(loadQuickJs(wasmPath));
    const guest = next ?? made();
    next = null;
    return guest;
  };
  prepare();
  let session: GuestSession | null = null;

  const answer = (message: FromThread, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);

  async function handle(message: ToThread): Promise<void> {
    switch (message.kind) {
      case 'open': {
        const { snippet, limits, wasmPath } = message;
        const beats = new Int32Array(message.heartbeat);
        session = new GuestSession(await taken(wasmPath), snippet, limits, () => Atomics.add(beats, 0, 1));
        return answer({ kind: 'opened' });
      }
      case 'run': {
        if (!session) throw new Error('no snippet is open');
        const result = session.run(message.count, message.columns);
        const buffers = result.columns.flatMap((column) => [
          ...(column.kind === 'numbers' ? [column.values.buffer as ArrayBuffer] : []),
          ...(column.flags ? [column.flags.buffer as ArrayBuffer] : []),
        ]);
        return answer({ kind: 'done', result }, [result.rows.buffer as ArrayBuffer, result.made.buffer as ArrayBuffer, ...buffers]);
      }
      case 'close':
        session = null;
        answer({ kind: 'closed' });
        return prepare();
      case 'leave':
        process.exit();
    }
  }

  /** One message at a time, in order; a failure ends the session, not the thread. */
  let turn = Promise.resolve();
  port.on('message', (message: ToThread) => {
    turn = turn
      .then(() => handle(message))
      .catch((error: unknown) => {
        session = null;
        const { line, column } = error instanceof SnippetVerdict ? error : { line: 0, column: 0 };
        answer({ kind: 'failed', report: toErrorReport(error), line, column });
      });
  });
}

// A broken instance prints why; nothing in this thread speaks to a terminal.
for (const method of ['log', 'warn', 'error'] as const) console[method] = () => undefined;
if (parentPort) serve(parentPort);
