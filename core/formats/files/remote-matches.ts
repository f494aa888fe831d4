import { posix } from 'node:path';
import { UserError } from '../../base/errors.ts';
import { fitsPattern } from '../../base/name-pattern.ts';
import type { StopSignal } from '../../base/stop-signal.ts';
import type { FilePlace, PlacedFile } from '../../catalog/families/file-place.ts';

/**
 * The files of a place outside that a path or pattern stands for, in order of their names; hidden ones only where the pattern begins with a dot. Throws the
 * UserErrors `no-file-matches`, `file-not-found` or `not-a-file` where there is none.
 */
export async function remoteMatches(place: FilePlace, path: string, signal: StopSignal): Promise<readonly PlacedFile[]> {
  const [folder, pattern] = [posix.dirname(path), posix.basename(path)];
  if (!/[*?]/.test(pattern)) return [await remoteFile(place, path, signal)];
  const all = await place.list(folder, signal);
  const files = all.filter(({ name, kind }) => kind === 'file' && fitsPattern(name, pattern, false) && (pattern.startsWith('.') || !name.startsWith('.')));
  if (files.length === 0) throw noMatch(place, folder, pattern, all);
  return files;
}

/** The one changed last; of several the last by name. */
export function newestOf(files: readonly PlacedFile[]): PlacedFile {
  return files.reduce((newest, file) => (file.modifiedAt >= newest.modifiedAt ? file : newest));
}

/** The plain file of that path. Throws the UserErrors `file-not-found` and `not-a-file`. */
export async function remoteFile(place: FilePlace, path: string, signal: StopSignal): Promise<PlacedFile> {
  const file = await place.stat(path, signal);
  const { title } = place;
  if (!file) throw new UserError('file-not-found', `There is no file ${path} on ${title}.`, { hint: 'Check the name and the folder.', place: { file: path } });
  if (file.kind !== 'file')
    throw new UserError('not-a-file', `${path} is a folder, not a file.`, { hint: 'Name a file in it, or a pattern such as *.csv.', place: { file: path } });
  return file;
}

function noMatch({ title }: FilePlace, folder: string, pattern: string, all: readonly PlacedFile[]): UserError {
  const names = all.flatMap(({ name }) => (name.startsWith('.') ? [] : [name]));
  const some = names.slice(0, 5).join(', ');
  return new UserError('no-file-matches', `No file in ${folder} on ${title} matches ${pattern}.`, {
    hint:
      names.length === 0
        ? 'The folder is empty.'
        : `The folder holds ${some}${names.length > 5 ? ' and more' : ''}. Check the pattern, or whether the file has come.`,
    place: { file: posix.join(folder, pattern) },
  });
}
