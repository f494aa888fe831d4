import { mkdirSync, rmdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { OperationalError, UserError } from '../../base/errors.ts';
import { reasonOf, systemTrouble } from '../../base/system-trouble.ts';

/** A folder that was made for a file; `remove` takes it away again if it is still empty. */
export interface MadeFolder {
  remove(): void;
}

/**
 * Sees to it that the folder of `file` is there: makes it when only its last part is missing. Gives what it made, `null` when it was there.
 * Throws a `UserError` when more is missing or something else stands in its place.
 */
export function ensureFolder(file: string): MadeFolder | null {
  const folder = dirname(file);
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found?.isDirectory()) return null;
  if (found) throw new UserError('folder-not-found', `${folder} is not a folder.`, { hint: 'Choose another folder for the file.', place: { file } });
  if (!statSync(dirname(folder), { throwIfNoEntry: false })?.isDirectory())
    throw new UserError('folder-not-found', `There is no folder ${folder}.`, { hint: 'Create the folder, or choose another one.', place: { file } });
  try {
    mkdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return null;
    throw new OperationalError('folder-not-made', `The folder ${folder} cannot be made: ${reasonOf(error)}.`, {
      hint: systemTrouble(error)?.hint ?? 'Check that this user may write there.',
      details: String(error),
      place: { file },
      cause: error,
    });
  }
  return {
    remove: () => {
      try {
        rmdirSync(folder);
      } catch {
        // Somebody has put something into it meanwhile: then it is theirs.
      }
    },
  };
}
