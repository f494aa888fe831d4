import { readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, extname, join, resolve } from 'node:path';
import { UserError } from '../base/errors.ts';

/** What a folder holds. */
export interface FolderListing {
  folder: string;
  parent: string | null;
  entries: { name: string; path: string; kind: 'folder' | 'file'; bytes: number; modifiedAt: number }[];
  cut: boolean;
}

const MOST_ENTRIES = 2_000;
const byName = new Intl.Collator('en', { numeric: true, sensitivity: 'base' }).compare;

/**
 * The folders, then the files of a folder, by name. `folder` may be empty (`start`), relative to `start`, or begin with `~`. Only files with one of
 * `extensions` are shown, where given; hidden entries never. Throws the UserError `folder-not-found` or `folder-not-readable`.
 */
export function browseFolder(start: string, folder: string, extensions?: readonly string[]): FolderListing {
  const path = folder === '~' || folder.startsWith('~/') ? join(homedir(), folder.slice(1)) : resolve(start, folder);
  const wanted = extensions && new Set(extensions.map((extension) => extension.toLowerCase().replace(/^\./, '')));
  const names = namesIn(path).filter((name) => !name.startsWith('.'));
  const entries = names.flatMap((name): FolderListing['entries'] => {
    const facts = statSync(join(path, name), { throwIfNoEntry: false });
    const kind = facts?.isDirectory() ? 'folder' : facts?.isFile() ? 'file' : null;
    if (!facts || kind === null || (kind === 'file' && wanted && !wanted.has(extname(name).slice(1).toLowerCase()))) return [];
    return [{ name, path: join(path, name), kind, bytes: kind === 'file' ? facts.size : 0, modifiedAt: facts.mtimeMs }];
  });
  entries.sort((a, b) => (a.kind === b.kind ? byName(a.name, b.name) : a.kind === 'folder' ? -1 : 1));
  const parent = dirname(path);
  return { folder: path, parent: parent === path ? null : parent, entries: entries.slice(0, MOST_ENTRIES), cut: entries.length > MOST_ENTRIES };
}

function namesIn(path: string): string[] {
  try {
    return readdirSync(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new UserError('folder-not-found', `${path} is not a folder on this computer.`, { hint: 'Check the spelling, or begin at a folder above it.' });
    throw new UserError('folder-not-readable', `The folder ${path} can’t be opened.`, { hint: 'Ask for the right to read it.', details: String(error) });
  }
}
