import { api } from '../../api/client.ts';
import { folderOf } from './path-parts.ts';
import type { FolderQuestion, Listing } from './use-folder.ts';

type Remote = Awaited<ReturnType<typeof api.connections.folder>>;

/** Reads folders of a connection. Each is asked for once and then filtered here, because the other side lists a folder only as a whole. */
export function remoteFolders(
  connectionId: string,
): (question: Omit<FolderQuestion, 'flowId' | 'nearest' | 'again'>, part: number, size: number) => Promise<Listing> {
  const known = new Map<string, Promise<Remote>>();
  return async (question, part, size) => {
    let asked = known.get(question.folder);
    if (!asked) {
      asked = api.connections.folder({ connectionId, folder: question.folder });
      known.set(question.folder, asked);
      asked.catch(() => known.delete(question.folder));
    }
    return listingOf(await asked, question, part, size);
  };
}

/** The part of a folder that is asked for: folders first, by name, as those of this machine. */
export function listingOf(remote: Remote, question: Omit<FolderQuestion, 'flowId' | 'nearest' | 'again'>, part: number, size: number): Listing {
  const { filter, hidden, foldersOnly, extensions } = question;
  const endings = extensions?.map((ending) => `.${ending.toLowerCase()}`);
  const fits = remote.entries.flatMap((entry) => {
    const { name, kind } = entry;
    if (kind === 'other' || (foldersOnly && kind !== 'folder')) return [];
    if (!hidden && name.startsWith('.')) return [];
    if (!name.toLowerCase().includes(filter.toLowerCase())) return [];
    if (kind === 'file' && endings && !endings.some((ending) => name.toLowerCase().endsWith(ending))) return [];
    return [{ ...entry, kind }];
  });
  fits.sort((a, b) => Number(b.kind === 'folder') - Number(a.kind === 'folder') || a.name.localeCompare(b.name, undefined, { numeric: true }));
  const folder = remote.folder.replace(/(?<=.)\/+$/, '');
  const isTop = folder === '' || folder === '/' || folder === '.';
  return {
    folder: remote.folder,
    parent: isTop ? null : folderOf(folder),
    entries: fits.slice(part * size, (part + 1) * size),
    total: fits.length,
    offset: part * size,
    writable: true,
  };
}
