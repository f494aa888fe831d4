import { OperationalError, type SwivelError, UserError } from '../../base/errors.ts';
import { reasonOf, systemTrouble } from '../../base/system-trouble.ts';

/** Turns what the system reports about a file into an error that names the file and says what to do. Errors of ours are given back as they are. */
export function fileError(error: unknown, file: string, doing: 'read' | 'written'): unknown {
  const { code, message, syscall } = error as NodeJS.ErrnoException;
  const extras = { place: { file }, details: message, cause: error };
  if (code === 'ERR_INVALID_ARG_VALUE' && file.includes('\0'))
    return new UserError('bad-file-name', `The name ${JSON.stringify(file)} holds a NUL character, which no file name may.`, {
      ...extras,
      hint: 'Type the name again.',
    });
  if (typeof code !== 'string' || syscall === undefined) return error;
  const outside = (name: string, sentence: string, hint: string, retryable = false): SwivelError =>
    new OperationalError(name, sentence, { ...extras, hint, retryable });
  switch (code) {
    case 'ENOENT':
      return new UserError('file-not-found', `There is no file ${file}.`, {
        ...extras,
        hint: 'Check the name and the folder. Relative paths start at the folder of the flow.',
      });
    case 'EISDIR':
      return new UserError('not-a-file', `${file} is a folder, not a file.`, { ...extras, hint: 'Name a file in it.' });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return outside(
        'no-permission',
        `The file ${file} cannot be ${doing}: permission is denied.`,
        `Ask for the right to ${doing === 'read' ? 'read' : 'write'} it, or choose another folder.`,
      );
    case 'ENOSPC':
    case 'EDQUOT':
      return outside(
        'disk-full',
        `The file ${file} cannot be written: the disk is full.`,
        'Free some space and run again. The file from before is still there.',
      );
    case 'EBUSY':
    case 'ETXTBSY':
      return outside('file-in-use', `The file ${file} is in use by another program.`, 'Close it there and try again.', true);
    case 'EIO':
    case 'ESTALE':
    case 'ETIMEDOUT':
      return outside('drive-failed', `The drive of ${file} did not answer properly.`, 'Check that it is connected, and try again.', true);
    case 'ELOOP':
      return new UserError('bad-file-name', `${file} is a link that leads back to itself.`, { ...extras, hint: 'Choose another file, or repair the link.' });
    case 'ENAMETOOLONG':
      return new UserError('bad-file-name', `The name ${file} is too long for the file system.`, { ...extras, hint: 'Use a shorter name.' });
    default:
      return outside(
        doing === 'read' ? 'file-not-read' : 'file-not-written',
        `The file ${file} cannot be ${doing}: ${reasonOf(error)}.`,
        systemTrouble(error)?.hint ?? 'The details say what the system reported.',
      );
  }
}
