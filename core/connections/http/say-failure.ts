import { formatBytes, formatDuration } from '../../base/amounts.ts';
import { OperationalError, type SwivelError, UserError } from '../../base/errors.ts';
import { lineLost, networkTrouble, timedOut } from '../../wire/network-trouble.ts';
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

/** What went wrong with a request, as one of the errors that all kinds of connections give. A cancel is thrown as it came. */
export function sayFailure(error: unknown, hop: Pick<Hop, 'method' | 'url' | 'mostBytes' | 'signal'>, { name, mask }: Named): unknown {
  if (hop.signal.aborted) return hop.signal.reason;
  if (!(error instanceof HopFailed)) return error;
  const { cause, sent } = error;
  const found = causeOf(cause);
  const host = hop.url.host;
  const details = mask(`${hop.method} ${host}: ${found.code} ${found.message}`.trim());
  if (cause instanceof TooLarge)
    return new OperationalError(
      'answer-too-large',
      `"${name}": ${host} answered with more than ${formatBytes(hop.mostBytes)}, so it was not read to its end.`,
      {
        details,
        hint: 'Ask for less at a time, or allow a larger answer in the settings of the step.',
      },
    );
  if (cause instanceof Unreadable)
    return new OperationalError('answer-broken', `"${name}": The answer of ${host} cannot be unpacked. ${mask(cause.message)}`, { details });
  return sent ? afterSending(found, hop, name, details) : beforeSending(found, hop.url, name, details);
}

/** The connection could not even be made: nothing was sent. */
function beforeSending({ code, message, inner }: Found, url: URL, name: string, details: string): SwivelError {
  if (inner instanceof InternalAddress) {
    const { host, address } = inner;
    return new UserError(
      'address-not-allowed',
      host === address
        ? `"${name}": ${host} is an address of this machine or of a private network.`
        : `"${name}": ${host} is ${address}, an address of this machine or of a private network.`,
      { hint: 'If that is what you mean, switch on "Internal addresses" in the settings of the connection.', details },
    );
  }
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  const to = { name, host: url.hostname.replace(/^\[|\]$/g, ''), port, usualPort: '' };
  if (inner instanceof TooSlow || code === 'UND_ERR_CONNECT_TIMEOUT') return timedOut(to, { details });
  const known = networkTrouble(inner, to) ?? lineLost(to);
  const { retryable, hint } = known;
  // What the other side said may hold what is secret.
  return new OperationalError(known.code, known.message, { retryable, details: details || message, ...(hint === undefined ? {} : { hint }) });
}

/** Something was sent, and no whole answer came. */
function afterSending({ code, inner }: Found, { method, url }: Pick<Hop, 'method' | 'url'>, name: string, details: string): SwivelError {
  const retryable = method !== 'POST' && method !== 'PATCH';
  const say = (message: string, hint?: string) => new OperationalError('no-answer', message, { retryable, details, ...(hint === undefined ? {} : { hint }) });
  const slow = 'The limits stand in the settings of the connection.';
  if (inner instanceof TooSlow && inner.limit === 'firstByte') return say(`"${name}": ${url.host} did not answer within ${formatDuration(inner.ms)}.`, slow);
  if (inner instanceof TooSlow) return say(`"${name}": The whole answer of ${url.host} was not there within ${formatDuration(inner.ms)}.`, slow);
  if (inner instanceof CutShort) return say(`"${name}": The answer of ${url.host} is not whole: ${inner.taken} of ${inner.announced} bytes came.`);
  if (code.startsWith('HPE_')) return say(`"${name}": What ${url.host} answered is not HTTP as it should be.`);
  return say(`"${name}": The connection to ${url.host} was cut before the whole answer was there.`);
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
