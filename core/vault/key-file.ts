import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, type Stats, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { OperationalError, UserError } from '../base/errors.ts';

/** The key in a file; null when there is no such file. Throws the UserErrors `vault-key-exposed` (others can read it), `vault-key-unreadable` and `vault-key-wrong`. */
export function readKeyFile(path: string): string | null {
  const unreadable = (cause: unknown) =>
    new UserError('vault-key-unreadable', `The file with the key to the secrets, ${path}, cannot be read.`, { place: { file: path }, cause });
  let facts: Stats | undefined;
  try {
    facts = statSync(path, { throwIfNoEntry: false });
  } catch (cause) {
    throw unreadable(cause);
  }
  if (!facts) return null;
  if (process.platform !== 'win32' && (facts.mode & 0o077) !== 0)
    throw new UserError('vault-key-exposed', `The key to the secrets in ${path} can be read by other users of this machine, so it is not used.`, {
      place: { file: path },
      hint: `Take their right away (chmod 600). If somebody may have read it, change the passwords it protects.`,
    });
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw unreadable(cause);
  }
  const key = text
    .split('\n')
    .map((line) => line.trim())
    .find((line) => line !== '' && !line.startsWith('#'));
  if (key === undefined)
    throw new UserError('vault-key-wrong', `There is no key in the file ${path}.`, {
      place: { file: path },
      hint: 'It holds one line that starts with AGE-SECRET-KEY-1. Take it from a copy of the file.',
    });
  return key;
}

/**
 * Writes a new key where there is none yet, readable by this user only, durable when it returns; false when another program was first. Throws the
 * OperationalError `vault-key-not-kept`.
 */
export function writeKeyFile(path: string, identity: string, recipient: string): boolean {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const file = openSync(path, 'wx', 0o600);
    try {
      writeSync(file, `# Swivel: the key to the secrets of your connections\n# public key: ${recipient}\n${identity}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw new OperationalError('vault-key-not-kept', `The key to the secrets could not be written to ${path}.`, {
      place: { file: path },
      hint: 'Check that this folder can be written to, or name another file in SWIVEL_VAULT_KEY_FILE.',
      cause: error,
      details: String(error),
    });
  }
}
