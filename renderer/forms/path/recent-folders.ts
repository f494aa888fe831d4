import * as z from 'zod';

const KEY = 'swivel.recent-folders';
const MOST = 6;

/** Folders something was chosen in, the last one first; kept on this machine. */
export function recentFolders(): string[] {
  try {
    return z
      .array(z.string())
      .parse(JSON.parse(localStorage.getItem(KEY) ?? '[]'))
      .slice(0, MOST);
  } catch {
    return [];
  }
}

/** Puts a folder first among them. */
export function rememberFolder(folder: string): void {
  if (folder === '') return;
  localStorage.setItem(KEY, JSON.stringify([folder, ...recentFolders().filter((one) => one !== folder)].slice(0, MOST)));
}
