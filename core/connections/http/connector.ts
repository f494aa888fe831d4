import { lookup as resolveName } from 'node:dns';
import { isIP, type LookupFunction, type Socket } from 'node:net';
import { rootCertificates } from 'node:tls';
import { buildConnector } from 'undici';
import { isInternalAddress } from './address-rules.ts';

/** What a connection may reach, and how it makes sure of it. */
export interface Reach {
  /** Addresses of this machine and of private networks are allowed. */
  readonly internal: boolean;
  /** Certificates of further authorities, as PEM; empty for none. */
  readonly authority: string;
  readonly connectMs: number;
}

/** The address that a name stands for is one of this machine or a private network, and the connection does not allow it. */
export class InternalAddress extends Error {
  readonly host: string;
  readonly address: string;

  constructor(host: string, address: string) {
    super(`${host} is ${address}`);
    this.host = host;
    this.address = address;
  }
}

/** Finds the addresses of a name and refuses all of them when one is internal: what is connected to is what was checked. */
export function guardedLookup(internal: boolean): LookupFunction {
  return (host, options, callback) => {
    resolveName(host, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, [], 0);
      const refused = internal ? undefined : found.find(({ address }) => isInternalAddress(address));
      if (refused) return callback(new InternalAddress(host, refused.address), [], 0);
      if (options.all) return callback(null, found);
      const [first] = found;
      return callback(null, first?.address ?? '', first?.family ?? 0);
    });
  };
}

/** Certificates that are trusted: the usual ones, and those of the connection. */
export function trusted(authority: string): { ca?: string[] } {
  return authority.trim() === '' ? {} : { ca: [...rootCertificates, authority] };
}

/**
 * Makes connections for undici: certificates are always checked, and the address is judged where the connection is made, so that a name whose answer
 * changes in between gains nothing. `opened` hears of every socket, so that all of them can be ended.
 */
export function guardedConnector(reach: Reach, opened: (socket: Socket) => void): buildConnector.connector {
  const connect = buildConnector({
    ...trusted(reach.authority),
    rejectUnauthorized: true,
    timeout: reach.connectMs,
    lookup: guardedLookup(reach.internal),
  }) as (...args: Parameters<buildConnector.connector>) => Socket | undefined;
  return (options, callback) => {
    const host = options.hostname.replace(/^\[|\]$/g, '');
    if (!reach.internal && isIP(host) !== 0 && isInternalAddress(host)) return callback(new InternalAddress(host, host), null);
    const socket = connect(options, callback);
    if (socket) opened(socket);
  };
}
