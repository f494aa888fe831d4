import { lookup } from 'node:dns/promises';
import { connect as connectTo } from 'node:net';
import { SwivelError } from '../base/errors.ts';
import type { ConnectContext, TestedPart } from '../catalog/connection-spec.ts';
import { networkTrouble, placeOf, type Reached, timedOut } from './network-trouble.ts';

/** A part that failed, as what went wrong says it. */
export function failedPart(part: string, error: unknown): TestedPart {
  if (!(error instanceof SwivelError)) throw error;
  return { part, ok: false, message: error.message, ...(error.hint === undefined ? {} : { hint: error.hint }) };
}

/**
 * The first two parts of every test: is the name known, and does somebody listen there. Gives `address` (not for a socket in the file system, whose port is
 * 0) and `reach`; the last one given is not ok when the test is over with it.
 */
export async function* reachedParts(to: Reached, socketPath: string, timeoutMs: number, context: ConnectContext): AsyncIterable<TestedPart> {
  if (to.port !== 0) {
    try {
      const { address } = await lookup(to.host);
      yield { part: 'address', ok: true, message: address === to.host ? `${to.host} is an address.` : `${to.host} is ${address}.` };
    } catch (error) {
      yield failedPart('address', networkTrouble(error, to) ?? error);
      return;
    }
  }
  try {
    await knock(to, socketPath, timeoutMs, context);
    yield { part: 'reach', ok: true, message: `Something answers at ${placeOf(to)}.` };
  } catch (error) {
    yield failedPart('reach', networkTrouble(error, to) ?? error);
  }
}

function knock(to: Reached, socketPath: string, timeoutMs: number, { clock, signal }: ConnectContext): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = to.port === 0 ? connectTo(socketPath) : connectTo(to.port, to.host);
    const end = (settle: () => void) => {
      stop();
      signal.removeEventListener('abort', onAbort);
      socket.destroy();
      settle();
    };
    const onAbort = () => end(() => reject(signal.reason));
    const stop = clock.after(timeoutMs, () => end(() => reject(timedOut(to))));
    signal.addEventListener('abort', onAbort, { once: true });
    socket.once('connect', () => end(resolve));
    socket.once('error', (error) => end(() => reject(error)));
  });
}
