import { lookup } from 'node:dns/promises';
import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { formatDuration } from '../../base/amounts.ts';
import { SwivelError, toErrorReport } from '../../base/errors.ts';
import type { ConnectContext, Secrets, TestedPart } from '../../catalog/connection-spec.ts';
import { placeOf, type Reached } from '../../wire/network-trouble.ts';
import { failedPart } from '../../wire/reach.ts';
import { isInternalAddress } from './address-rules.ts';
import { InternalAddress, trusted } from './connector.ts';
import type { HttpConfig } from './http-config.ts';
import { sayFailure } from './say-failure.ts';
import { HttpConnection } from './service.ts';
import { masker } from './sign-in.ts';
import { HopFailed, TooSlow } from './transport.ts';

const MOST_BYTES = 4 << 20;

/** Looks at the address, whether it is reached, its encryption, and the sign-in; a path is only read where one is given, for webhooks act on every call. */
export async function* testConnection(config: HttpConfig, secrets: Secrets, context: ConnectContext): AsyncIterable<TestedPart> {
  const named = { name: context.name, mask: masker(secrets, config.user) };
  let connection: HttpConnection | null = null;
  const failed = (part: string, error: unknown): TestedPart => {
    context.signal.throwIfAborted();
    const { message, hint } = error instanceof SwivelError ? failedPart(part, error, part === 'encryption' ? taken : undefined) : toErrorReport(error);
    return { part, ok: false, message: named.mask(message), ...(hint === undefined ? {} : { hint }) };
  };
  let part = 'address';
  let taken: Reached | undefined;
  try {
    connection = new HttpConnection(config, secrets, context);
    const url = new URL(config.address);
    const saying = (cause: unknown) => sayFailure(new HopFailed(cause, false), { method: 'GET', url, mostBytes: MOST_BYTES, signal: context.signal }, named);
    if (config.proxy === '') {
      const host = url.hostname.replace(/^\[|\]$/g, '');
      const address = await addressOf(host, config.internal).catch((error: unknown) => {
        throw saying(error);
      });
      yield { part, ok: true, message: host === address ? `${host} is an address.` : `The address of ${host} is ${address}.` };
      part = 'reach';
      const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
      const socket = await opened(connectPlain({ host: address, port }), 'connect', config, context).catch((error: unknown) => {
        throw saying(error);
      });
      taken = { name: context.name, host, port, usualPort: '' };
      yield { part, ok: true, message: `Something answers at ${placeOf(taken)}.` };
      part = 'encryption';
      if (url.protocol === 'http:') {
        socket.destroy();
        yield {
          part,
          ok: true,
          message: 'Nothing is encrypted: the address begins with http.',
          hint: 'Whoever is in between can read everything. Use https wherever there is one.',
        };
      } else {
        const servername = isIP(host) === 0 ? { servername: host } : {};
        const tls = await opened(connectTls({ socket, host, ...servername, ...trusted(config.authority) }), 'secureConnect', config, context).catch(
          (error: unknown) => {
            throw saying(error);
          },
        );
        yield { part, ok: true, message: describe(tls as TLSSocket) };
        tls.destroy();
      }
    }
    part = 'sign-in';
    yield* signedIn(config, connection, context);
  } catch (error) {
    yield failed(part, error);
  } finally {
    await connection?.close();
  }
}

async function* signedIn(config: HttpConfig, connection: HttpConnection, context: ConnectContext): AsyncIterable<TestedPart> {
  const part = 'sign-in';
  if (connection.tokens) {
    await connection.tokens.get();
    const good = connection.tokens.goodForMs;
    const life = good === null ? null : formatDuration(Math.round(good));
    yield {
      part,
      ok: true,
      message: life === null ? 'The sign-in service gave a token.' : `The sign-in service gave a token; a new one is needed in ${life}.`,
    };
  }
  if (config.signIn === 'secret-address') {
    yield { part, ok: true, untried: true, message: 'The secret address was not called, since every call would set something off there.' };
    return;
  }
  if (config.testPath === '' && config.proxy === '' && config.signIn !== 'none') {
    yield {
      part,
      ok: true,
      untried: true,
      message: 'Whether the service accepts the sign-in was not tested.',
      hint: 'Name a test path, such as /me, to have it read in every test.',
    };
    return;
  }
  if (config.testPath === '' && config.signIn === 'none' && config.proxy === '') return;
  const { status, url } = await connection.send({ method: 'GET', url: config.testPath, mostBytes: MOST_BYTES, signal: context.signal });
  if (status >= 200 && status < 300) yield { part, ok: true, message: `${url} answers with ${status}.` };
  else yield { part, ok: false, ...verdict(status, url) };
}

function verdict(status: number, url: string): { message: string; hint: string } {
  if (status === 401)
    return { message: `${url} answers with 401: the sign-in was not accepted.`, hint: 'Check what signs in: has it been changed, or has it ended?' };
  if (status === 403)
    return {
      message: `${url} answers with 403: signed in, but not allowed to read this.`,
      hint: 'Ask for the right there, or name a test path that may be read.',
    };
  if (status === 404) return { message: `${url} answers with 404: there is nothing at this path.`, hint: 'Check the address and the test path.' };
  return { message: `${url} answers with ${status}.`, hint: 'The service is reached, but does not answer as it should. Check the address and the test path.' };
}

async function addressOf(host: string, internal: boolean): Promise<string> {
  const found = isIP(host) === 0 ? await lookup(host, { all: true }) : [{ address: host }];
  const refused = internal ? undefined : found.find(({ address }) => isInternalAddress(address));
  if (refused) throw new InternalAddress(host, refused.address);
  return (found[0] as { address: string }).address;
}

/** Resolves when the socket says so; whoever cancels, or a limit, ends it. */
function opened<S extends Socket>(socket: S, event: string, config: HttpConfig, { clock, signal }: ConnectContext): Promise<S> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => {
      stop();
      socket.destroy();
      reject(error);
    };
    const aborted = () => fail((signal as AbortSignal).reason);
    const timer = clock.after(config.connectMs, () => fail(new TooSlow('connect', config.connectMs)));
    const stop = () => {
      timer();
      (signal as AbortSignal).removeEventListener('abort', aborted);
    };
    (signal as AbortSignal).addEventListener('abort', aborted, { once: true });
    socket.once('error', fail);
    socket.once(event, () => {
      stop();
      resolve(socket);
    });
  });
}

function describe(socket: TLSSocket): string {
  const { subject, valid_to } = socket.getPeerCertificate();
  const until = new Date(valid_to).toISOString().slice(0, 10);
  const whose = Array.isArray(subject?.CN) ? subject.CN[0] : subject?.CN;
  return `Encrypted with ${socket.getProtocol() ?? 'TLS'}; the certificate ${whose === undefined ? '' : `of ${whose} `}is good until ${until}.`;
}
