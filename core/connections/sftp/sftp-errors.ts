import { OperationalError, type SwivelError, UserError } from '../../base/errors.ts';
import { lineLost, networkTrouble, type Reached, timedOut } from '../../wire/network-trouble.ts';

/** What is asked for when something goes wrong: whom, and as which user. */
export interface Asked extends Reached {
  readonly user: string;
}

interface SshFailure {
  code?: string | number;
  level?: string;
  message: string;
}

const LOST = ['connection-lost', 'connection-timeout'];

/** Whether the connection itself is gone, so that another one may do better. */
export function isLost(error: unknown): boolean {
  return error instanceof OperationalError && LOST.includes(error.code);
}

/** What made connecting or signing in fail, in the words all kinds of connections use. Never holds a secret. */
export function connectError(error: unknown, asked: Asked): unknown {
  if (error instanceof UserError || error instanceof OperationalError) return error;
  const { level, message } = error as SshFailure;
  const { name, host, user } = asked;
  const extras = { details: message, cause: error };
  if (level === 'client-authentication')
    return new UserError('sign-in-failed', `"${name}": ${host} did not let ${user} in.`, {
      hint: 'Check the user and the password or key, and whether the server takes this way to sign in.',
      details: message,
    });
  if (level === 'client-timeout') return timedOut(asked, extras);
  if (/no matching/i.test(message))
    return new OperationalError('no-common-encryption', `"${name}": ${host} and Swivel have no kind of encryption in common.`, {
      hint: 'The server is very old or very strict. The details help whoever runs it.',
      ...extras,
    });
  return networkTrouble(error, asked) ?? lineLost(asked, extras);
}

const NO_SUCH_FILE = 2;
const PERMISSION_DENIED = 3;
const NO_CONNECTION = 6;
const LOST_IN_SFTP = 7;
const UNSUPPORTED = 8;

/** Whether the server said that there is nothing under that path. */
export function saysNoSuchFile(error: unknown): boolean {
  return (error as SshFailure).code === NO_SUCH_FILE;
}

/** Whether the server said that this user may not. */
export function saysDenied(error: unknown): boolean {
  return (error as SshFailure).code === PERMISSION_DENIED;
}

/** Whether the server does not know what it was asked for. */
export function saysUnsupported(error: unknown): boolean {
  const { code, message } = error as SshFailure;
  return code === UNSUPPORTED || /not support|unsupported/i.test(message ?? '');
}

/** What the server said about a file, as an error that names it. Errors of ours are given back as they are. */
export function fileFailure(error: unknown, asked: Asked, path: string, doing: 'read' | 'written'): unknown {
  if (error instanceof UserError || error instanceof OperationalError) return error;
  const { code, message } = error as SshFailure;
  if (typeof code !== 'number') return error;
  const extras = { place: { file: path }, details: message, cause: error };
  switch (code) {
    case NO_SUCH_FILE:
      return noSuchFile(path, asked, extras);
    case PERMISSION_DENIED:
      return doing === 'read'
        ? new OperationalError('no-permission', `"${asked.name}": ${path} cannot be read: permission is denied.`, {
            ...extras,
            hint: 'Ask whoever runs the server for the right to read there.',
          })
        : new OperationalError('no-permission', `"${asked.name}": ${path} cannot be written: permission is denied.`, {
            ...extras,
            hint: 'Ask whoever runs the server for the right to write there.',
          });
    case NO_CONNECTION:
    case LOST_IN_SFTP:
      return connectError(error, asked);
  }
  if (/space|quota|disk.*full|full.*disk/i.test(message))
    return new OperationalError('disk-full', `"${asked.name}": ${path} cannot be written: the server has no room left.`, {
      ...extras,
      hint: 'Ask whoever runs the server to make room, then run again. The file from before is still there.',
      retryable: false,
    });
  const hint = 'The server did not say more. Check the folder, its rights and whether there is room.';
  return doing === 'read'
    ? new OperationalError('file-not-read', `"${asked.name}": ${path} cannot be read: ${message}.`, { ...extras, hint })
    : new OperationalError('file-not-written', `"${asked.name}": ${path} cannot be written: ${message}.`, { ...extras, hint });
}

/** A file that is not there. */
export function noSuchFile(path: string, { name }: Pick<Asked, 'name'>, extras: object = {}): SwivelError {
  return new UserError('file-not-found', `"${name}": there is no file ${path}.`, { place: { file: path }, ...extras, hint: 'Check the name and the folder.' });
}

/** A folder that is not there. */
export function noSuchFolder(path: string, { name }: Pick<Asked, 'name'>): SwivelError {
  return new UserError('folder-not-found', `"${name}": there is no folder ${path}.`, {
    place: { file: path },
    hint: 'Check the path. Relative paths start at the folder of the connection.',
  });
}

/** A file that is there already. */
export function inTheWay(path: string, { name }: Pick<Asked, 'name'>): SwivelError {
  return new UserError('file-exists', `"${name}": the file ${path} is there already.`, {
    place: { file: path },
    hint: 'Remove it, put {date} or {time} into the name, or choose "Replace it".',
  });
}

/** The host is not the one that was accepted. */
export function identityChanged({ name, host }: Asked, shown: string, accepted: string): SwivelError {
  return new OperationalError('identity-changed', `"${name}": ${host} shows another key than the one that was accepted.`, {
    hint: 'Somebody may be in between, or the server was set up again. Ask whoever runs it; if the new fingerprint is right, test the connection and accept it.',
    details: `${shown} ≠ ${accepted}`,
  });
}
