import { OperationalError, SwivelError as Ours, type SwivelError, UserError } from '../../base/errors.ts';
import { lineLost, networkTrouble, placeOf, type Reached, timedOut } from '../../wire/network-trouble.ts';

/** What the server itself said. */
export interface ServerAnswer extends Error {
  readonly errno: number;
  readonly sqlState: string;
  readonly sqlMessage: string;
}

/** What the server itself said; null for errors of the line. */
export function answerOf(error: unknown): ServerAnswer | null {
  return error instanceof Error && 'sqlState' in error && typeof error.sqlState === 'string' && error.sqlState !== '' ? (error as ServerAnswer) : null;
}

/** Whether the line is gone after this error, so that the session cannot be used again. */
export function isLost(error: unknown): boolean {
  const answer = answerOf(error);
  return !answer || answer.sqlState.startsWith('08') || [1053, 1080, 1927, 3032, 4031].includes(answer.errno);
}

/** Where a connection leads, for sentences. */
export interface Destination extends Reached {
  readonly database: string;
  readonly user: string;
}

/** Any error of the driver or the server as one of ours. */
export function troubleOf(error: unknown, to: Destination): SwivelError {
  if (error instanceof Ours) return error;
  const answer = answerOf(error);
  if (answer) return serverTrouble(answer, to);
  const message = error instanceof Error ? error.message : String(error);
  const code = (error as { code?: string } | null)?.code;
  if (code === 'HANDSHAKE_NO_SSL_SUPPORT')
    return new OperationalError('not-encrypted', `"${to.name}": the server at ${placeOf(to)} offers no encryption.`, {
      hint: 'Have it switched on there, or choose "Not encrypted" if it is on this machine or in a network you trust.',
      cause: error,
    });
  if (code === 'HANDSHAKE_SSL_ERROR') return networkTrouble(tlsError(error as Error), to) ?? lineLost(to, { details: message, cause: error });
  if (/unexpected packet|packets out of order|bad handshake|protocol/i.test(message) && code !== 'PROTOCOL_CONNECTION_LOST')
    return new OperationalError('not-encrypted', `"${to.name}": what answers at ${placeOf(to)} does not speak like MySQL or MariaDB.`, {
      hint: 'Check the port: they mostly listen on 3306.',
      cause: error,
    });
  if (code === 'ETIMEDOUT') return timedOut(to, { cause: error });
  return networkTrouble(error, to) ?? lineLost(to, { details: message, cause: error });
}

const TLS_REASONS: readonly (readonly [RegExp, string])[] = [
  [/has expired/, 'CERT_HAS_EXPIRED'],
  [/not yet valid/, 'CERT_NOT_YET_VALID'],
  [/does not match certificate|altnames/i, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  [/self.signed/, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  [/unable to (verify|get)/, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
];

/** The driver puts a code of its own in the place of the one that TLS gave; its words are still there. */
function tlsError(error: Error): Error {
  const code = TLS_REASONS.find(([pattern]) => pattern.test(error.message))?.[1] ?? 'EPROTO';
  return Object.assign(new Error(error.message), { code });
}

function serverTrouble(answer: ServerAnswer, to: Destination): SwivelError {
  const message = answer.sqlMessage;
  const extras = { details: `${answer.errno} (${answer.sqlState}) ${answer.sqlMessage}`, cause: answer };
  switch (answer.errno) {
    case 1045:
    case 1698:
    case 1862:
      return new UserError('sign-in-failed', `"${to.name}": the server does not accept this user and password ("${to.user}").`, {
        hint: 'Check user and password, whether this user may sign in from here, and whether the server wants it encrypted. The password can be replaced in the settings of the connection.',
        ...extras,
      });
    case 3159:
      return new UserError('not-encrypted', `"${to.name}": the server at ${placeOf(to)} takes only encrypted lines.`, {
        hint: 'Choose "Encrypted" in the settings of the connection.',
        ...extras,
      });
    case 1130:
      return new UserError('sign-in-failed', `"${to.name}": the server does not let the user "${to.user}" sign in from here.`, {
        hint: 'Check the name of the user. Whoever runs the server decides who may sign in from where, and whether it has to be encrypted.',
        ...extras,
      });
    case 1049:
      return new UserError('no-such-database', `"${to.name}": there is no database "${to.database}" on ${to.host}.`, {
        hint: 'Check how the name is written; capital and small letters differ.',
        ...extras,
      });
    case 1044:
    case 1142:
    case 1143:
    case 1227:
    case 1370:
      return new UserError('not-allowed', `"${to.name}": the user "${to.user}" does not have the right to it: ${message}.`, {
        hint: 'Ask whoever runs the database for the right, or sign in as another user.',
        ...extras,
      });
    case 1040:
    case 1203:
    case 1226:
      return new OperationalError('too-many-connections', `"${to.name}": the server takes no more connections at the moment.`, {
        hint: 'Try again later. If it happens often, use fewer sessions at the same time or ask for more.',
        retryable: true,
        ...extras,
      });
    case 1205:
    case 1213:
    case 1020:
      return new OperationalError('deadlock', `"${to.name}": others changed the same rows at the same time, again and again.`, {
        hint: 'Run it again. If it stays, run it when nobody else writes there.',
        retryable: true,
        ...extras,
      });
    case 1969:
    case 3024:
    case 1317:
      return new OperationalError('statement-timeout', `"${to.name}": a statement took longer than it may, and was stopped.`, {
        hint: 'Read or write less at a time, ask for an index, or allow more time in the settings of the connection.',
        retryable: true,
        ...extras,
      });
    case 1792:
      return new UserError('only-reading', `"${to.name}": this would change something in the database, and only reading is allowed here.`, {
        hint: 'Use a query that only reads.',
        ...extras,
      });
    case 1021:
    case 1037:
    case 1038:
    case 1114:
      return new OperationalError('no-room', `"${to.name}": the server has run out of memory or of space on its disk.`, { retryable: true, ...extras });
  }
  if (isLost(answer)) return lineLost(to, extras);
  return new UserError('database-refused', `"${to.name}": the database refused it: ${message}.`, extras);
}
