import { type Dirent, existsSync } from 'node:fs';
import { access, constants, mkdir, readdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, extname, join, resolve } from 'node:path';
import type * as z from 'zod';
import type { FolderListing, folderRequest } from '../../api/file-models.ts';
import { UserError } from '../../base/errors.ts';
import { holdsReserved } from '../../base/file-names.ts';

type Request = Omit<z.input<typeof folderRequest>, 'flowId'>;
interface Named {
  name: string;
  kind: 'folder' | 'file';
}

/** Above this many a comparison by the rules of a language takes too long; names are then compared by their letters, numbers still by their value. */
const MANY = 2_000;
const byName = new Intl.Collator('en', { numeric: true, sensitivity: 'base' }).compare;

/**
 * A part of a folder: the folders, then the files, by name. `folder` may be empty (`start`), relative to `start`, or begin with `~`. Sizes and times are
 * read of that part only, so that 100,000 entries are no trouble. Throws the UserError `folder-not-found` or `folder-not-readable`.
 */
export async function browseFolder(start: string, request: Request): Promise<FolderListing> {
  const { extensions, filter = '', hidden = false, foldersOnly = false, offset = 0, limit = 200 } = request;
  const path = request.nearest ? nearestFolder(pathOf(start, request.folder)) : pathOf(start, request.folder);
  const wanted = extensions && new Set(extensions.map((extension) => extension.toLowerCase().replace(/^\./, '')));
  const words = filter.trim().toLowerCase();
  const fits = ({ name }: Dirent) => (hidden || !name.startsWith('.')) && (words === '' || name.toLowerCase().includes(words));
  const known = await Promise.all((await entriesOf(path)).filter(fits).map((entry) => kindOf(path, entry)));
  const shown = known.filter((one): one is Named => one !== null && (one.kind === 'folder' || (!foldersOnly && (!wanted || wanted.has(endingOf(one.name))))));
  const part = inOrder(shown).slice(offset, offset + limit);
  const entries = await Promise.all(part.map((entry) => factsOf(path, entry)));
  const parent = dirname(path);
  return { folder: path, parent: parent === path ? null : parent, entries, total: shown.length, offset, writable: await isWritable(path) };
}

/** Makes a folder and gives its path. Throws the UserError `bad-folder-name`, `folder-exists` or `folder-not-writable`. */
export async function makeFolder(start: string, folder: string, name: string): Promise<string> {
  const plain = name.trim();
  if (plain === '' || /^\.+$/.test(plain) || holdsReserved(plain))
    throw new UserError('bad-folder-name', `"${plain}" cannot be the name of a folder.`, { hint: 'Use letters, digits, blanks, - and _.' });
  const path = join(pathOf(start, folder), plain);
  try {
    await mkdir(path);
    return path;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EEXIST') throw new UserError('folder-exists', `There is something called "${plain}" already.`, { hint: 'Choose another name.' });
    if (code === 'ENOENT') throw notFound(dirname(path));
    throw new UserError('folder-not-writable', `No folder can be made in ${dirname(path)}.`, {
      hint: 'Ask for the right to write there, or choose another folder.',
      details: String(error),
    });
  }
}

function pathOf(start: string, folder: string): string {
  return folder === '~' || folder.startsWith('~/') ? join(homedir(), folder.slice(1)) : resolve(start, folder);
}

/** The folder itself, or the nearest above it that is there. */
function nearestFolder(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestFolder(dirname(path));
}

async function entriesOf(path: string): Promise<Dirent[]> {
  try {
    return await readdir(path, { withFileTypes: true });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw notFound(path);
    throw new UserError('folder-not-readable', `The folder ${path} cannot be opened.`, { hint: 'Ask for the right to read it.', details: String(error) });
  }
}

function notFound(path: string): UserError {
  return new UserError('folder-not-found', `${path} is not a folder on this computer.`, { hint: 'Check the spelling, or begin at a folder above it.' });
}

/** What an entry is, also behind a link; null for pipes, devices and links that lead nowhere. */
async function kindOf(folder: string, entry: Dirent): Promise<Named | null> {
  const facts = entry.isSymbolicLink() ? await stat(join(folder, entry.name)).catch(() => null) : entry;
  return facts?.isDirectory() ? { name: entry.name, kind: 'folder' } : facts?.isFile() ? { name: entry.name, kind: 'file' } : null;
}

async function factsOf(folder: string, { name, kind }: Named): Promise<FolderListing['entries'][number]> {
  const path = join(folder, name);
  const facts = await stat(path).catch(() => null);
  return { name, path, kind, bytes: kind === 'file' ? (facts?.size ?? 0) : 0, modifiedAt: facts?.mtimeMs ?? 0 };
}

function inOrder(entries: readonly Named[]): readonly Named[] {
  const rank = (entry: Named) => (entry.kind === 'folder' ? 0 : 1);
  if (entries.length <= MANY) return [...entries].sort((a, b) => rank(a) - rank(b) || byName(a.name, b.name));
  const keyed = entries.map((entry) => ({ entry, key: rank(entry) + entry.name.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(16, '0')) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ entry }) => entry);
}

function endingOf(name: string): string {
  return extname(name).slice(1).toLowerCase();
}

function isWritable(path: string): Promise<boolean> {
  return access(path, constants.W_OK).then(
    () => true,
    () => false,
  );
}
