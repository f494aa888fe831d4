import { lookup } from 'node:dns/promises';
import { connect as connectTo } from 'node:net';
import { SwivelError } from '../base/errors.ts';
import type { ConnectContext, TestedPart } from '../catalog/connection-spec.ts';
import { networkTrouble, placeOf, type Reached, timedOut, withUsualPort } from './network-trouble.ts';

/**
 * A part that failed, as what went wrong says it. `taken`: somebody had taken the line by then; when nothing came over it after that, mostly another
 * program listens there, and no firewall is in between.
 */
export function failedPart(part: string, error: unknown, taken?: Reached): TestedPart {
  if (!(error instanceof SwivelError)) throw error;
  const { code, message, hint } = error;
  const silent = taken && code === 'connection-timeout' && `Something answers at ${placeOf(taken)}, but then it says nothing.`;
  const ended = taken && code === 'connection-lost' && `Something answers at ${placeOf(taken)}, but then it ends the line.`;
  if (taken && (silent || ended))
    return {
      part,
      ok: false,
      message: silent || ended || message,
      hint: withUsualPort('Check the port: another program may listen there.', taken),
    };
  return { part, ok: false, message, ...(hint === undefined ? {} : { hint }) };
}

/**
 * The first two parts of every test: is the name known, and does somebody listen there. Gives `address` (not for a socket in the file system, whose port is
 * 0) and `reach`; the last one given is not ok when the test is over with it.
 */
export async function* reachedParts(to: Reached, socketPath: string, timeoutMs: number, context: ConnectContext): AsyncIterable<TestedPart> {
  if (to.port !== 0) {
    try {
      const { address } = await lookup(to.host);
      yield { part: 'address', ok: true, message: address === to.host ? `${to.host} is an address.` : `The address of ${to.host} is ${address}.` };
    } catch (error) {
      yield failedPart('address', networkTrouble(error, to) ?? error);
      return;
    }
  }
  try {
    await knock(to, socketPath, timeoutMs, context);
    yield { part: 'reach', ok: true, message: `Something answers at ${placeOf(to)}.` };
  } catch (error) {
    yield failedPart('reach', networkTrouble(error, to) ?? error, to);
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
