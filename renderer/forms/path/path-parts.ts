/** The folder part of a path, with either kind of slash; empty when there is none. */
export function folderOf(path: string): string {
  const cut = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  return cut < 0 ? '' : path.slice(0, Math.max(1, cut));
}

/** The last part of a path: a file's name, or a folder's. */
export function nameOf(path: string): string {
  const plain = path.replace(/(?<=.)[/\\]+$/, '');
  const cut = Math.max(plain.lastIndexOf('/'), plain.lastIndexOf('\\'));
  return plain.slice(cut + 1) || plain;
}

/** The folder a folder is in, empty for where relative ones begin; null at the top. */
export function parentOf(path: string): string | null {
  const folder = folderOf(path.replace(/(?<=.)[/\\]+$/, ''));
  return path === '' || folder === path ? null : folder;
}

/** A file in a folder, with the slash the folder is written with. */
export function pathIn(folder: string, file: string): string {
  const slash = folder.includes('\\') && !folder.includes('/') ? '\\' : '/';
  return folder.endsWith(slash) ? folder + file : folder + slash + file;
}

/** Where a file that is named without a folder of the machine will lie: its folder, which begins at `from`. Null for a path that says it itself. */
export function restingPlace(path: string, from: string): string | null {
  if (path === '' || from === '' || /^(?:[/\\]|[A-Za-z]:)/.test(path)) return null;
  const folder = folderOf(path);
  return folder === '' ? from : pathIn(from, folder);
}
