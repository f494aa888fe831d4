import pg from 'pg';
import { OperationalError, SwivelError as Ours, type SwivelError, UserError } from '../../base/errors.ts';
import { lineLost, networkTrouble, placeOf, type Reached, timedOut } from '../../wire/network-trouble.ts';

/** What the server itself said, with its five-character code. */
export function answerOf(error: unknown): pg.DatabaseError | null {
  return error instanceof pg.DatabaseError ? error : null;
}

/** Whether the line is gone after this error, so that the session cannot be used again. */
export function isLost(error: unknown): boolean {
  const answer = answerOf(error);
  if (!answer) return true;
  return /^(57P0[1-5]|08)/.test(answer.code ?? '') || answer.severity === 'FATAL';
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
  const known = networkTrouble(error, to);
  if (known) return known;
  const message = error instanceof Error ? error.message : String(error);
  if (/does not support SSL/.test(message)) return notOffered(to, error);
  if (/establishing an SSL connection/.test(message))
    return new OperationalError('not-encrypted', `"${to.name}": what answers at ${placeOf(to)} does not speak like PostgreSQL.`, {
      hint: 'Check the port: PostgreSQL mostly listens on 5432.',
      cause: error,
    });
  if (/client password must be/.test(message))
    return new UserError('connection-unset', `"${to.name}": the server asks for a password, and none is given.`, {
      hint: 'Give the password in the settings of the connection.',
    });
  if (/timeout expired|timeout exceeded/.test(message)) return timedOut(to, { cause: error });
  return lineLost(to, { details: message, cause: error });
}

function notOffered(to: Destination, cause: unknown): OperationalError {
  return new OperationalError('not-encrypted', `"${to.name}": the server at ${placeOf(to)} offers no encryption.`, {
    hint: 'Have it switched on there, or choose "Not encrypted" if it is on this machine or in a network you trust.',
    cause,
  });
}

function serverTrouble(answer: pg.DatabaseError, to: Destination): SwivelError {
  const code = answer.code ?? '';
  const extras = { details: detailsOf(answer), cause: answer };
  switch (code) {
    case '28P01':
      return new UserError('sign-in-failed', `"${to.name}": the server does not accept this password for the user "${to.user}".`, {
        hint: 'Check user and password. The password can be replaced in the settings of the connection.',
        ...extras,
      });
    case '28000':
      return new UserError('sign-in-failed', `"${to.name}": the server does not let the user "${to.user}" sign in from here.`, {
        hint: 'Check the name of the user. Whoever runs the server decides who may sign in from where, and whether it has to be encrypted.',
        ...extras,
      });
    case '3D000':
      return new UserError('no-such-database', `"${to.name}": there is no database "${to.database}" on ${to.host}.`, {
        hint: 'Check how the name is written; capital and small letters differ.',
        ...extras,
      });
    case '42501':
      return notAllowed(answer, to);
    case '53300':
      return new OperationalError('too-many-connections', `"${to.name}": the server takes no more connections at the moment.`, {
        hint: 'Try again later. If it happens often, use fewer sessions at the same time or ask for more.',
        retryable: true,
        ...extras,
      });
    case '57P03':
      return new OperationalError('connection-refused', `"${to.name}": the server is just starting or stopping.`, {
        hint: 'Try again in a moment.',
        retryable: true,
        ...extras,
      });
    case '57014':
      return new OperationalError('statement-timeout', `"${to.name}": a statement took longer than it may, and was stopped.`, {
        hint: 'Read or write less at a time, ask for an index, or allow more time in the settings of the connection.',
        retryable: true,
        ...extras,
      });
    case '55P03':
    case '40P01':
    case '40001':
      return new OperationalError('deadlock', `"${to.name}": others changed the same rows at the same time, again and again.`, {
        hint: 'Run it again. If it stays, run it when nobody else writes there.',
        retryable: true,
        ...extras,
      });
    case '25006':
      return new UserError('only-reading', `"${to.name}": this would change something in the database, and only reading is allowed here.`, {
        hint: 'Use a query that only reads.',
        ...extras,
      });
  }
  if (isLost(answer)) return lineLost(to, extras);
  if (code.startsWith('53'))
    return new OperationalError('no-room', `"${to.name}": the server has run out of memory or of space on its disk.`, { retryable: true, ...extras });
  return new UserError('database-refused', `"${to.name}": the database refused it: ${answer.message}.`, extras);
}

/** Signed in, but without the right to it. */
export function notAllowed(answer: pg.DatabaseError, to: Destination): UserError {
  return new UserError('not-allowed', `"${to.name}": the user "${to.user}" does not have the right to it: ${answer.message}.`, {
    hint: 'Ask whoever runs the database for the right, or sign in as another user.',
    details: detailsOf(answer),
    cause: answer,
  });
}

function detailsOf(answer: pg.DatabaseError): string {
  return [answer.code, answer.message, answer.detail, answer.hint, answer.where].filter((part) => part).join('\n');
}
