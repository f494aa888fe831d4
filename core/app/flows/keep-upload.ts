import { mkdirSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { UserError } from '../../base/errors.ts';
import { safeName } from '../workspace/workspace-folders.ts';

/** More than that does not fit in one message of the transports; desktop windows give paths instead. */
const LARGEST_BYTES = 64 * 1024 * 1024;

/**
 * Keeps an uploaded file in a flow's folder under a safe name, beside any file of that name, and gives the path relative to the folder.
 * Throws the UserError `upload-too-large` above `largest` bytes (64 MB).
 */
export function keepUpload(folder: string, name: string, base64: string, largest: number = LARGEST_BYTES): string {
  if ((base64.length / 4) * 3 > largest + 2)
    throw new UserError('upload-too-large', `${name} is larger than ${Math.round(largest / 1_048_576)} MB.`, {
      hint: 'Put it in a folder of this computer and choose it there instead.',
    });
  mkdirSync(folder, { recursive: true });
  const safe = safeName(name);
  const [stem, extension] = [safe.slice(0, safe.length - extname(safe).length), extname(safe)];
  for (let copy = 1; ; copy++) {
    const file = copy === 1 ? safe : `${stem} ${copy}${extension}`;
    try {
      writeFileSync(join(folder, file), Buffer.from(base64, 'base64'), { flag: 'wx' });
      return file;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
