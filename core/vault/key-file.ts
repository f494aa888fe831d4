import {
  closeSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
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
 * Writes a new key where there is none yet, readable by this user only, whole or not at all, durable when it returns; false when another program was first.
 * Throws the OperationalError `vault-key-not-kept`.
 */
export function writeKeyFile(path: string, identity: string, recipient: string): boolean {
  const part = `${path}.${process.pid}.part`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    removeOfTheDead(path);
    rmSync(part, { force: true });
    try {
      writeDurably(part, `# Swivel: the key to the secrets of your connections\n# public key: ${recipient}\n${identity}\n`);
      return takePlace(part, path);
    } finally {
      rmSync(part, { force: true });
    }
  } catch (error) {
    throw new OperationalError('vault-key-not-kept', `The key to the secrets could not be written to ${path}.`, {
      place: { file: path },
      hint: 'Check that this folder can be written to, or name another file in SWIVEL_VAULT_KEY_FILE.',
      cause: error,
      details: String(error),
    });
  }
}

function writeDurably(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Gives a file its name, by way of a link, which fails where something is there already: then false. */
function takePlace(part: string, path: string): boolean {
  try {
    linkSync(part, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST' || lstatSync(path, { throwIfNoEntry: false })) return false;
    // A file system without links: the look just taken must do.
    renameSync(part, path);
  }
  syncFolder(dirname(path));
  return true;
}

/** Makes the name durable, too, where the system knows how to (Windows does not). */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Keys that never got their place, because the program that was writing one was killed. */
function removeOfTheDead(path: string): void {
  const beginning = `${basename(path)}.`;
  for (const name of readdirSync(dirname(path))) {
    const pid = name.startsWith(beginning) ? /^(\d+)\.part$/.exec(name.slice(beginning.length))?.[1] : undefined;
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(dirname(path), name), { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
