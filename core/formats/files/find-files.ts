import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../../base/errors.ts';
import { fitsPattern } from '../../base/name-pattern.ts';
import { fileError } from './file-error.ts';

/** Whether this system takes large and small letters in names of files for the same. */
export const ANY_CASE = process.platform === 'win32';

/** A file that is there, as it was when it was looked at. */
export interface FoundFile {
  readonly path: string;
  readonly bytes: number;
  /** ms since 1970, with fractions. */
  readonly modifiedAt: number;
  /** What a person knows it by, where it was brought here from elsewhere. */
  readonly shown?: string;
  /** SHA-256 in hex, where it is known. */
  readonly hash?: string;
  /** Only its beginning is here: what comes last may be half a record. */
  readonly cut?: boolean;
}

/** What a person knows the file by. */
export function nameOf({ shown, path }: FoundFile): string {
  return shown ?? path;
}

/**
 * The files a path or pattern stands for: `*` is any run of characters in the file name, `?` any one. Of several matches `newest` takes the one changed
 * last (the last by name between equals), `all` takes all in order of their names by code unit. Hidden files match only where the pattern begins with a dot.
 * Throws a `UserError` when there is none.
 */
export function findFiles(path: string, pick: 'newest' | 'all'): FoundFile[] {
  if (!/[*?]/.test(basename(path)) || statSync(path, { throwIfNoEntry: false })?.isFile()) return [foundFile(path)];
  const folder = dirname(path);
  const pattern = basename(path);
  const names = namesIn(folder, path);
  const files = names
    .filter((name) => fitsPattern(name, pattern, ANY_CASE) && (pattern.startsWith('.') || !name.startsWith('.')))
    .sort((a, b) => (a < b ? -1 : 1))
    .flatMap((name) => plainFile(join(folder, name)));
  if (files.length === 0) throw noMatch(folder, pattern, names);
  return pick === 'all' ? files : [files.reduce((newest, file) => (file.modifiedAt >= newest.modifiedAt ? file : newest))];
}

/** The one plain file of that name. Throws a `UserError` when there is none. */
export function foundFile(path: string): FoundFile {
  const found = statOf(path);
  if (found.isFile()) return { path, bytes: Number(found.size), modifiedAt: Number(found.mtimeMs) };
  throw new UserError('not-a-file', `${path} is ${found.isDirectory() ? 'a folder' : 'a pipe or device'}, not a file.`, {
    hint: found.isDirectory() ? 'Name a file in it, or a pattern such as *.csv.' : 'Only plain files can be read.',
    place: { file: path },
  });
}

function statOf(path: string) {
  try {
    // As a big integer the time is cut to whole milliseconds; as a number it may be rounded up, and would differ from what the reader sees.
    return statSync(path, { bigint: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' && !statSync(dirname(path), { throwIfNoEntry: false })?.isDirectory()) throw noFolder(path);
    throw fileError(error, path, 'read');
  }
}

function plainFile(path: string): FoundFile[] {
  try {
    const found = statSync(path, { throwIfNoEntry: false, bigint: true });
    return found?.isFile() ? [{ path, bytes: Number(found.size), modifiedAt: Number(found.mtimeMs) }] : [];
  } catch (error) {
    throw fileError(error, path, 'read');
  }
}

function namesIn(folder: string, path: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) throw noFolder(path);
    throw fileError(error, folder, 'read');
  }
}

function noFolder(path: string): UserError {
  return new UserError('folder-not-found', `There is no folder ${dirname(path)}.`, {
    hint: 'Check the path. Relative paths start at the folder of the flow.',
    place: { file: path },
  });
}

function noMatch(folder: string, pattern: string, names: readonly string[]): UserError {
  const some = names.filter((name) => !name.startsWith('.')).slice(0, 5);
  return new UserError('no-file-matches', `No file in ${folder} matches ${pattern}.`, {
    hint:
      some.length === 0
        ? 'The folder is empty.'
        : `The folder holds ${some.join(', ')}${names.length > some.length ? ' and more' : ''}. Check the pattern, or whether the file has come.`,
    place: { file: join(folder, pattern) },
  });
}
