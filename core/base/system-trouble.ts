/** Why the system or SQLite refused, in a clause for a sentence ("… cannot be read: the disk is full."), and what helps. */
export interface SystemTrouble {
  readonly why: string;
  readonly hint: string;
  /** Trying again may help. */
  readonly retryable: boolean;
}

const CLOSE_IT = 'Close the other program, or try again when it has finished.';
const MAKE_ROOM = 'Free some space on that disk, then try again.';
const ASK = 'Ask for the right to it, or choose another place.';
const DRIVE = 'Check that the drive is connected and healthy, then try again.';

const trouble = (why: string, hint: string, retryable = false): SystemTrouble => ({ why, hint, retryable });
const full = trouble('the disk is full', MAKE_ROOM);
const denied = trouble('permission is denied', ASK);
const busy = trouble('another program is using it', CLOSE_IT, true);
const silent = trouble('the drive did not answer properly', DRIVE, true);
const tooMany = trouble('too many files are open at once', 'Close other programs or let fewer flows run at once, then try again.', true);
const damaged = trouble('the database is damaged', 'Restore it from a backup.');
const readOnly = trouble('it is write-protected', ASK);

const KNOWN: Readonly<Record<string, SystemTrouble>> = {
  ENOENT: trouble('it does not exist', 'Check the name and the folder.'),
  ENOTDIR: trouble('a part of its path is not a folder', 'Check the path.'),
  EISDIR: trouble('it is a folder, not a file', 'Name a file in it.'),
  EEXIST: trouble('there is something of that name already', 'Choose another name.'),
  ENOTEMPTY: trouble('the folder is not empty', 'Empty it, or choose another one.'),
  ENAMETOOLONG: trouble('its name is too long', 'Use a shorter name.'),
  ELOOP: trouble('it is a link that leads back to itself', 'Choose another file, or repair the link.'),
  EXDEV: trouble('it would have to go to another disk', 'Choose a place on the same disk.'),
  EACCES: denied,
  EPERM: denied,
  EROFS: readOnly,
  ENOSPC: full,
  EDQUOT: full,
  EFBIG: trouble('the file would be larger than this disk allows', 'Choose another disk, or write less into one file.'),
  EMFILE: tooMany,
  ENFILE: tooMany,
  EBUSY: busy,
  ETXTBSY: busy,
  EIO: silent,
  ESTALE: silent,
  ENODEV: silent,
  ENXIO: silent,
  SQLITE_FULL: full,
  SQLITE_BUSY: busy,
  SQLITE_LOCKED: busy,
  SQLITE_READONLY: readOnly,
  SQLITE_PERM: denied,
  SQLITE_AUTH: denied,
  SQLITE_CANTOPEN: trouble('the database cannot be opened', 'Check that its folder exists and that this user may write there.'),
  SQLITE_IOERR: silent,
  SQLITE_CORRUPT: damaged,
  SQLITE_NOTADB: trouble('it is not a SQLite database', 'Choose another file.'),
  SQLITE_NOMEM: trouble('there is not enough memory', 'Close other programs, then try again.', true),
  SQLITE_TOOBIG: trouble('a value is larger than a SQLite database can hold', 'Shorten it before it is written.'),
  SQLITE_SCHEMA: trouble('the table was changed meanwhile', 'Try again.', true),
  SQLITE_INTERRUPT: trouble('it was stopped', 'Try again.', true),
};

/** What is known of an error by its code, that of the file system or of SQLite, extended ones (`SQLITE_IOERR_READ`) too; null for all others. */
export function systemTrouble(error: unknown): SystemTrouble | null {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (typeof code !== 'string') return null;
  return KNOWN[code] ?? KNOWN[/^SQLITE_[A-Z]+(?=_)/.exec(code)?.[0] ?? ''] ?? null;
}

/** Why something failed, for the end of a sentence: in our words where the system or SQLite gave a code, else in those of the error. No full stop. */
export function reasonOf(error: unknown): string {
  return systemTrouble(error)?.why ?? (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
}
