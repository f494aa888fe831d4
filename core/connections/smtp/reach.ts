import { lookup } from 'node:dns/promises';
import { connect, isIP, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls, getCACertificates } from 'node:tls';
import type { StopSignal } from '../../base/stop-signal.ts';
import type { SmtpConfig } from './spec.ts';

/** The addresses of the server, in the order in which they are tried. */
export async function addressesOf(host: string): Promise<string[]> {
  if (isIP(host)) return [host];
  return (await lookup(host, { all: true })).map((one) => one.address);
}

/** A socket that stands, to the first of the addresses that answers; encrypted from the first byte where the settings say TLS, the name checked. */
export async function reach(config: SmtpConfig, addresses: readonly string[], signal: StopSignal): Promise<Socket> {
  return firstOf(config, addresses, signal, (address, ms) =>
    config.encryption === 'tls'
      ? standing(connectTls({ ...tlsOptions(config), host: address, port: config.port }), 'secureConnect', ms, signal)
      : standing(connect({ host: address, port: config.port }), 'connect', ms, signal),
  );
}

async function firstOf(
  { connectTimeout }: SmtpConfig,
  addresses: readonly string[],
  signal: StopSignal,
  to: (address: string, ms: number) => Promise<Socket>,
): Promise<Socket> {
  let last: unknown;
  const each = Math.max(1000, Math.floor(connectTimeout / Math.max(1, addresses.length)));
  for (const address of addresses) {
    signal.throwIfAborted();
    try {
      return await to(address, each);
    } catch (error) {
      last = error;
    }
  }
  throw last ?? Object.assign(new Error('ENOTFOUND'), { code: 'ENOTFOUND' });
}

/** How the server has to prove who it is. */
export function tlsOptions({ host, ca }: SmtpConfig): ConnectionOptions {
  return {
    ...(isIP(host) ? {} : { servername: host }),
    minVersion: 'TLSv1.2',
    ...(ca.trim() === '' ? {} : { ca: [...getCACertificates('default'), ca] }),
  };
}

function standing<S extends Socket>(socket: S, event: 'connect' | 'secureConnect', ms: number, signal: StopSignal): Promise<S> {
  return new Promise((resolve, reject) => {
    const settle = (error: Error | null) => {
      socket.setTimeout(0);
      socket.removeListener('error', settle);
      socket.removeListener('close', closed);
      socket.removeListener('timeout', late);
      socket.removeListener(event, ready);
      signal.removeEventListener('abort', stopped);
      if (error === null) return resolve(socket);
      socket.on('error', () => undefined);
      // Not from within its own error: a TLS socket that is taken away there takes the program with it.
      setImmediate(() => socket.destroy());
      reject(error);
    };
    const ready = () => settle(null);
    const closed = () => settle(new Error('closed'));
    const late = () => settle(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' }));
    const stopped = () => settle(signal.reason instanceof Error ? signal.reason : new Error('stopped'));
    socket.once(event, ready);
    socket.once('error', settle);
    socket.once('close', closed);
    socket.setTimeout(ms, late);
    signal.addEventListener('abort', stopped, { once: true });
  });
}
