import { OperationalError, SwivelError, UserError } from '../../base/errors.ts';

/** What a failed exchange with a mail server tells, as Node and nodemailer set it. */
export interface MailFault extends Error {
  code?: string;
  /** The code of the system below, where `code` is nodemailer's own. */
  originalCode?: string;
  /** The line the server answered with, and its number. */
  response?: string;
  responseCode?: number;
  command?: string;
}

const CERTIFICATE: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'it has expired',
  CERT_NOT_YET_VALID: 'it is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'it is for another name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the server signed it itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'its issuer is not known here',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its issuer is not known here',
  UNABLE_TO_GET_ISSUER_CERT: 'its issuer is not known here',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its issuer is not known here',
  CERT_REVOKED: 'it was withdrawn',
  CERT_UNTRUSTED: 'its issuer is not trusted here',
};

/** What a connection is called in sentences, and where it leads. */
export interface Whereto {
  readonly name: string;
  readonly host: string;
  readonly port: number;
}

/**
 * What went wrong while a mail server was reached and signed in to, as one of the errors that all connections speak. A sentence says what the server said,
 * never what was said to it.
 */
export function reachError(thrown: unknown, { name, host, port }: Whereto): SwivelError {
  if (thrown instanceof SwivelError) return thrown;
  const fault = thrown as MailFault;
  const codes = [fault.originalCode, fault.code, (fault.cause as MailFault | undefined)?.code];
  const is = (...among: string[]) => codes.some((code) => code !== undefined && among.includes(code));
  const at = `${host}:${port}`;
  const answer = answerOf(fault);
  const certificate = codes.map((code) => CERTIFICATE[code ?? '']).find((words) => words !== undefined);
  if (certificate !== undefined)
    return new OperationalError('certificate-wrong', `"${name}": The certificate of ${host} is not accepted, for ${certificate}.`, {
      hint: 'Ask who runs the server. If it has a certificate of your own organisation, add the one that signed it under “Own certificate authority”.',
      details: fault.message,
    });
  if (is('ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_NONAME', 'EDNS'))
    return new OperationalError('name-not-found', `"${name}": The name ${host} is not known.`, {
      hint: 'Check whether it is written right, and whether this computer is in the right network.',
      retryable: true,
    });
  if (is('ECONNREFUSED'))
    return new OperationalError('connection-refused', `"${name}": Nobody answers at ${at}.`, {
      hint: 'Look at the port: usually 587 with STARTTLS, 465 with TLS.',
      retryable: true,
    });
  if (is('EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN'))
    return new OperationalError('connection-refused', `"${name}": There is no way to ${host} from here.`, {
      hint: 'Look at the network, and whether a VPN is needed.',
      retryable: true,
    });
  if (fault.command === 'STARTTLS' && answer !== null)
    return new UserError('encryption-wrong', `"${name}": ${host} does not offer STARTTLS on port ${port}. It said: ${answer}`, {
      hint: 'Choose TLS with port 465 if the server offers it. Without encryption everybody on the way can read along.',
    });
  if (is('ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_PACKET_LENGTH_TOO_LONG', 'EPROTO'))
    return new UserError('encryption-wrong', `"${name}": ${at} does not speak TLS from the start.`, {
      hint: 'Choose STARTTLS, or the port on which the server speaks TLS, usually 465.',
      details: fault.message,
    });
  if (is('ETIMEDOUT', 'ESOCKETTIMEDOUT'))
    return new OperationalError('connection-timeout', `"${name}": ${at} did not answer in time.`, {
      hint: 'Look at the port and the encryption: a server that waits for TLS says nothing to one that does not begin with it.',
      retryable: true,
    });
  if (is('ETLS'))
    return new UserError('encryption-wrong', `"${name}": ${host} and Swivel found no common way to encrypt.`, {
      hint: 'Ask who runs the server for the port and the encryption to use.',
      details: fault.message,
    });
  if (is('EAUTH')) return signInError(fault, { name, host, port });
  if (answer !== null)
    return new OperationalError('connection-refused', `"${name}": ${host} does not want to talk to us. It said: ${answer}`, {
      hint: 'Ask who runs the server whether this computer may send mail.',
      retryable: isPassing(fault),
    });
  return new OperationalError('connection-lost', `"${name}": ${at} closed the connection.`, {
    hint: 'Look at the port and the encryption, and try again.',
    retryable: true,
    details: fault.message,
  });
}

function signInError(fault: MailFault, { name, host }: Whereto): SwivelError {
  const answer = answerOf(fault);
  if (isPassing(fault))
    return new OperationalError('sign-in-failed', `"${name}": ${host} cannot check the password just now. It said: ${answer}`, { retryable: true });
  return new UserError('sign-in-failed', `"${name}": ${host} does not accept the user and password.${answer === null ? '' : ` It said: ${answer}`}`, {
    hint: 'Give the password again. Some providers want an app password, or must first be told to let programs send mail.',
  });
}

/** What the server said, in one line without control characters, at most 300 characters; null when it said nothing. */
export function answerOf(fault: MailFault): string | null {
  if (!fault.response) return null;
  return oneLine(fault.response);
}

/** Text of the other side as it may stand in a sentence. */
export function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what a server says may hold anything
  const line = text.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim();
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}

/** Whether the server said that it may go another time (4xx). */
export function isPassing({ responseCode }: MailFault): boolean {
  return responseCode !== undefined && responseCode >= 400 && responseCode < 500;
}
