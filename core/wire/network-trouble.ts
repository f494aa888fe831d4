import { OperationalError } from '../base/errors.ts';

/** Whom we tried to reach: the name of the connection, and where it leads. `port` is 0 for a socket in the file system. */
export interface Reached {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** Where such a service mostly listens, in a sentence; may be empty. */
  readonly usualPort: string;
}

const UNKNOWN_ISSUER = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_UNTRUSTED',
  'INVALID_CA',
]);
const OTHER_CERTIFICATE = /^(CERT_|ERR_TLS_CERT|UNABLE_TO_(DECRYPT_CERT|DECODE_ISSUER)|INVALID_(CA|PURPOSE)|PATH_LENGTH)/;

/** `db.example:5432`, or the path of a socket. */
export function placeOf({ host, port }: Reached): string {
  return port === 0 ? host : `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** What to do, and where such a service mostly listens. */
export function withUsualPort(hint: string, { usualPort }: Reached): string {
  return usualPort === '' ? hint : `${hint} ${usualPort}`;
}

/** What an error of the socket or of TLS means, in words, with the codes that all kinds of connections share; null for any other error. */
export function networkTrouble(error: unknown, to: Reached): OperationalError | null {
  if (!(error instanceof Error)) return null;
  const code = String((error as NodeJS.ErrnoException).code ?? '');
  return certificateTrouble(error, code, to) ?? lineTrouble(error, code, to);
}

function lineTrouble(cause: Error, code: string, to: Reached): OperationalError | null {
  const details = cause.message || code;
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EAI_NODATA':
    case 'EAI_NONAME':
      return new OperationalError('name-not-found', `"${to.name}": no computer named ${to.host} is known here.`, {
        hint: 'Check how the host is written, and whether this machine is in the right network or VPN.',
        retryable: true,
        details,
        cause,
      });
    case 'ECONNREFUSED':
    case 'ENOENT':
      return new OperationalError('connection-refused', `"${to.name}": nothing answers at ${placeOf(to)}.`, {
        hint:
          to.port === 0
            ? 'Check the path of the socket, and that the service is started.'
            : withUsualPort('Check the port, and that the service is started and may be reached from this machine.', to),
        retryable: true,
        details,
        cause,
      });
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EHOSTDOWN':
      return timedOut(to, { details, cause });
    case 'ECONNRESET':
    case 'EPIPE':
    case 'ECONNABORTED':
    case 'ERR_STREAM_DESTROYED':
    case 'ERR_STREAM_WRITE_AFTER_END':
      return lineLost(to, { details, cause });
    case 'EACCES':
    case 'EPERM':
      return new OperationalError('connection-refused', `"${to.name}": this user may not reach ${placeOf(to)}.`, {
        hint: 'Allow it in the firewall, or give this user the right to the socket.',
        details,
        cause,
      });
  }
  if (/^ERR_SSL_|^EPROTO$/.test(code))
    return new OperationalError('not-encrypted', `"${to.name}": no encrypted line could be agreed upon with ${placeOf(to)}.`, {
      hint: 'Check the port, and that the other side offers TLS 1.2 or later.',
      details,
      cause,
    });
  return null;
}

function certificateTrouble(cause: Error, code: string, to: Reached): OperationalError | null {
  const wrong = (message: string, hint: string) => new OperationalError('certificate-wrong', message, { hint, details: `${code}: ${cause.message}`, cause });
  if (code === 'CERT_HAS_EXPIRED')
    return wrong(
      `"${to.name}": the certificate of ${to.host} has expired.`,
      'Whoever runs the other side has to renew it. Check the date of this machine too.',
    );
  if (code === 'CERT_NOT_YET_VALID')
    return wrong(`"${to.name}": the certificate of ${to.host} is not valid yet.`, 'Check the date and time of this machine and of the other side.');
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return wrong(
      `"${to.name}": the certificate was made for another host than ${to.host}.`,
      'Use the name that stands in the certificate as the host, or ask for a certificate with this name.',
    );
  if (UNKNOWN_ISSUER.has(code))
    return wrong(
      `"${to.name}": the certificate of ${to.host} was issued by nobody this machine trusts.`,
      'Give the certificate of the authority that issued it in the settings of the connection.',
    );
  if (OTHER_CERTIFICATE.test(code)) return wrong(`"${to.name}": the certificate of ${to.host} is not accepted.`, 'The details say why.');
  return null;
}

/** No answer in time. */
export function timedOut(to: Reached, extras: { details?: string; cause?: unknown } = {}): OperationalError {
  return new OperationalError('connection-timeout', `"${to.name}": ${placeOf(to)} did not answer in time.`, {
    hint: 'Check the host and the port, and whether a firewall or a missing VPN is in between.',
    retryable: true,
    ...extras,
  });
}

/** Cut while it was in use. */
export function lineLost(to: Reached, extras: { details?: string; cause?: unknown } = {}): OperationalError {
  return new OperationalError('connection-lost', `"${to.name}": the line to ${placeOf(to)} was cut.`, {
    hint: 'Check that the other side is running and can be reached from this machine. If it happens often, ask who runs the network or the other side.',
    retryable: true,
    ...extras,
  });
}
