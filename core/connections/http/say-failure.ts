import { formatBytes, formatDuration } from '../../base/amounts.ts';
import { OperationalError, type SwivelError, UserError } from '../../base/errors.ts';
import { InternalAddress } from './connector.ts';
import { CutShort, type Hop, HopFailed, TooSlow } from './transport.ts';
import { TooLarge, Unreadable } from './unpack.ts';

/** The connection as a sentence calls it. */
export interface Named {
  /** As the user called it. */
  readonly name: string;
  /** Takes everything secret out of a text. */
  mask(text: string): string;
}

/** Certificate errors of OpenSSL, each as what is wrong with it. */
const CERTIFICATES: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'has expired',
  CERT_NOT_YET_VALID: 'is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'is for another host',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'is self-signed, and not among those the connection trusts',
  SELF_SIGNED_CERT_IN_CHAIN: 'comes from an authority that is not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'comes from an authority that is not trusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'comes from an authority that is not trusted',
  UNABLE_TO_GET_ISSUER_CERT: 'comes from an authority that is not trusted',
  CERT_REVOKED: 'was revoked',
  CERT_SIGNATURE_FAILURE: 'is damaged',
  INVALID_CA: 'comes from an authority that may not give any',
};

/** What went wrong with a request, as one of the errors that all kinds of connections give. A cancel is thrown as it came. */
export function sayFailure(error: unknown, hop: Pick<Hop, 'method' | 'url' | 'mostBytes' | 'signal'>, { name, mask }: Named): unknown {
  if (hop.signal.aborted) return hop.signal.reason;
  if (!(error instanceof HopFailed)) return error;
  const { cause, sent } = error;
  const found = causeOf(cause);
  const host = hop.url.host;
  const details = mask(`${hop.method} ${host}: ${found.code} ${found.message}`.trim());
  if (cause instanceof TooLarge)
    return new OperationalError('answer-too-large', `${name}: ${host} answered with more than ${formatBytes(hop.mostBytes)}, so it was not read to its end.`, {
      details,
      hint: 'Ask for less at a time, or allow a larger answer in the settings of the step.',
    });
  if (cause instanceof Unreadable)
    return new OperationalError('answer-broken', `${name}: The answer of ${host} cannot be unpacked. ${mask(cause.message)}`, { details });
  return sent ? afterSending(found, hop, name, details) : beforeSending(cause, found, host, name, details);
}

/** The connection could not even be made: nothing was sent. */
function beforeSending(cause: unknown, { code, message, inner }: Found, host: string, name: string, details: string): SwivelError {
  const bare = host.replace(/:[0-9]+$/, '');
  if (inner instanceof InternalAddress)
    return new UserError('address-not-allowed', `${name}: ${inner.host} is ${inner.address}, an address of this machine or of a private network.`, {
      hint: 'If that is what you mean, switch on "Internal addresses" in the settings of the connection.',
      details,
    });
  const again = { retryable: true, details };
  if (cause instanceof TooSlow)
    return new OperationalError('connection-timeout', `${name}: ${host} cannot be reached: no connection within ${formatDuration(cause.ms)}.`, {
      ...again,
      hint: 'Is the address right? A firewall that lets nothing through looks like this.',
    });
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EAI_NODATA' || code === 'EAI_NONAME')
    return new OperationalError('name-not-found', `${name}: There is no host called ${bare}.`, {
      ...again,
      hint: 'Check how the address is written, and whether this machine is online.',
    });
  if (code === 'ECONNREFUSED')
    return new OperationalError('connection-refused', `${name}: Nobody listens at ${host}.`, {
      ...again,
      hint: 'Is the service running, and is the port right?',
    });
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH')
    return new OperationalError('connection-timeout', `${name}: ${host} cannot be reached from here.`, {
      ...again,
      hint: 'Is the address right? A firewall that lets nothing through looks like this.',
    });
  const certificate = Object.hasOwn(CERTIFICATES, code) ? CERTIFICATES[code] : undefined;
  if (certificate !== undefined)
    return new OperationalError('certificate-wrong', `${name}: The certificate of ${host} ${certificate}.`, {
      details,
      hint: 'Nothing was sent. Have it corrected there; a certificate of an authority of your own can be added in the settings of the connection.',
    });
  if (code.startsWith('ERR_SSL') || code === 'EPROTO')
    return new OperationalError('certificate-wrong', `${name}: No encrypted connection to ${host} could be made.`, {
      details,
      hint: 'Does the service speak https at this port?',
    });
  return new OperationalError('connection-lost', `${name}: The connection to ${host} broke before anything was sent.`, {
    ...again,
    details: details || message,
  });
}

/** Something was sent, and no whole answer came. */
function afterSending({ code, inner }: Found, { method, url }: Pick<Hop, 'method' | 'url'>, name: string, details: string): SwivelError {
  const retryable = method !== 'POST' && method !== 'PATCH';
  const say = (message: string, hint?: string) => new OperationalError('no-answer', message, { retryable, details, ...(hint === undefined ? {} : { hint }) });
  const slow = 'The limits stand in the settings of the connection.';
  if (inner instanceof TooSlow && inner.limit === 'firstByte') return say(`${name}: ${url.host} did not answer within ${formatDuration(inner.ms)}.`, slow);
  if (inner instanceof TooSlow) return say(`${name}: The whole answer of ${url.host} was not there within ${formatDuration(inner.ms)}.`, slow);
  if (inner instanceof CutShort) return say(`${name}: The answer of ${url.host} is not whole: ${inner.taken} of ${inner.announced} bytes came.`);
  if (code.startsWith('HPE_')) return say(`${name}: What ${url.host} answered is not HTTP as it should be.`);
  return say(`${name}: The connection to ${url.host} was cut before the whole answer was there.`);
}

interface Found {
  readonly code: string;
  readonly message: string;
  readonly inner: unknown;
}

/** The innermost cause, with its code: undici wraps what it was told, and several addresses tried fail together. */
function causeOf(error: unknown): Found {
  let inner: unknown = error;
  for (let depth = 0; depth < 5; depth++) {
    if (inner instanceof AggregateError && inner.errors.length > 0) inner = inner.errors.at(-1);
    else if (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause;
    else break;
  }
  const code = String((inner as { code?: unknown } | null)?.code ?? '');
  return { code, message: inner instanceof Error ? inner.message : String(inner), inner };
}
