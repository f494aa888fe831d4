import { OperationalError, SwivelError, UserError } from '../../base/errors.ts';
import { lineLost, networkTrouble, placeOf, type Reached, timedOut } from '../../wire/network-trouble.ts';
import { type SmtpConfig, USUAL_PORT } from './spec.ts';

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

/** Whom a connection reaches, for sentences. */
export function destinationOf({ host, port }: SmtpConfig, name: string): Reached {
  return { name, host: host.trim(), port, usualPort: USUAL_PORT };
}

/**
 * What went wrong while a mail server was reached and signed in to, as one of the errors that all connections speak. A sentence says what the server said,
 * never what was said to it.
 */
export function reachError(thrown: unknown, to: Reached): SwivelError {
  if (thrown instanceof SwivelError) return thrown;
  const fault = thrown as MailFault;
  const { name, host, port } = to;
  const codes = [fault.originalCode, fault.code, (fault.cause as MailFault | undefined)?.code].filter((code) => code !== undefined);
  const is = (...among: string[]) => codes.some((code) => among.includes(code));
  const answer = answerOf(fault);
  if (fault.command === 'STARTTLS' && answer !== null)
    return new UserError('encryption-wrong', `"${name}": ${host} does not offer STARTTLS on port ${port}. It said: ${answer}`, {
      hint: 'Choose TLS with port 465 if the server offers it. Without encryption everybody on the way can read along.',
    });
  if (is('ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_PACKET_LENGTH_TOO_LONG', 'EPROTO'))
    return new UserError('encryption-wrong', `"${name}": ${placeOf(to)} does not speak TLS from the start.`, {
      hint: 'Choose STARTTLS, or the port on which the server speaks TLS, usually 465.',
      details: fault.message,
    });
  const known = is('EDNS') ? networkTrouble(coded(fault, 'ENOTFOUND'), to) : firstKnown(codes.map((code) => networkTrouble(coded(fault, code), to)));
  if (known) return known;
  if (is('ETLS'))
    return new UserError('encryption-wrong', `"${name}": ${host} and Swivel found no common way to encrypt.`, {
      hint: 'Ask who runs the server for the port and the encryption to use.',
      details: fault.message,
    });
  if (is('EAUTH')) return signInError(fault, to);
  if (answer !== null)
    return new OperationalError('connection-refused', `"${name}": ${host} does not want to talk to us. It said: ${answer}`, {
      hint: 'Ask who runs the server whether this computer may send mail.',
      retryable: isPassing(fault),
    });
  return is('ESOCKETTIMEDOUT') ? timedOut(to, { details: fault.message }) : lineLost(to, { details: fault.message });
}

/** The failure under one of the codes it carries: nodemailer puts its own in front of that of the system. */
function coded(fault: MailFault, code: string): Error {
  return Object.assign(new Error(fault.message, { cause: fault }), { code });
}

function firstKnown(found: readonly (SwivelError | null)[]): SwivelError | null {
  return found.find((one) => one !== null) ?? null;
}

function signInError(fault: MailFault, { name, host }: Reached): SwivelError {
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
