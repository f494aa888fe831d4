import { existsSync, linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { UserError } from '../../base/errors.ts';
import { createTimeId } from '../../base/ids.ts';
import { partFileName } from '../../engine/step-context.ts';
import type { Parts } from '../parts.ts';
import { safeName } from '../workspace/workspace-folders.ts';

/** More than that does not fit in one message of the transports; desktop windows give paths instead. */
const LARGEST_BYTES = 64 * 1024 * 1024;

/**
 * Keeps an uploaded file in a flow's folder under a safe name, beside any file of that name, whole or not at all, and gives the path relative to the folder.
 * `partOf` gives the name under which it lies until it is whole. Throws the UserError `upload-too-large` above `largest` bytes (64 MB).
 */
export function keepUpload(folder: string, name: string, base64: string, partOf: (path: string) => string, largest: number = LARGEST_BYTES): string {
  if ((base64.length / 4) * 3 > largest + 2)
    throw new UserError('upload-too-large', `${name} is larger than ${Math.round(largest / 1_048_576)} MB.`, {
      hint: 'Put it in a folder of this computer and choose it there instead.',
    });
  mkdirSync(folder, { recursive: true });
  const safe = safeName(name);
  const [stem, extension] = [safe.slice(0, safe.length - extname(safe).length), extname(safe)];
  const part = partOf(join(folder, safe));
  try {
    writeFileSync(part, Buffer.from(base64, 'base64'), { flag: 'wx', flush: true });
    for (let copy = 1; ; copy++) {
      const file = copy === 1 ? safe : `${stem} ${copy}${extension}`;
      if (takesName(part, join(folder, file))) return file;
    }
  } finally {
    rmSync(part, { force: true });
  }
}

/** Where an upload to a path lies until it is whole: should the program be killed meanwhile, it is looked for there. */
export function halfUpload({ store, clock, random }: Pick<Parts, 'store' | 'clock' | 'random'>, path: string): string {
  const part = partFileName(path, `${createTimeId(clock.now(), random)}.upload`);
  store.partFolders.note(part);
  return part;
}

/** Gives a file a name by way of a link, which fails where something is there already: then false. */
function takesName(part: string, path: string): boolean {
  try {
    linkSync(part, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST' || existsSync(path)) return false;
    // A file system without links: the look just taken must do.
    renameSync(part, path);
  }
  return true;
}
