import { describe, expect, it } from 'vitest';
import { toErrorReport } from './errors.ts';
import { reasonOf, systemTrouble } from './system-trouble.ts';

const thrown = (code: string, message: string, more: object = {}) => Object.assign(new Error(message), { code, ...more });

describe('what the file system and SQLite report', () => {
  it.each([
    ['ENOENT', "ENOENT: no such file or directory, open '/data/a.csv'", 'it does not exist'],
    ['EACCES', "EACCES: permission denied, open '/data/a.csv'", 'permission is denied'],
    ['EISDIR', 'EISDIR: illegal operation on a directory, read', 'it is a folder, not a file'],
    ['ENOSPC', 'ENOSPC: no space left on device, write', 'the disk is full'],
    ['EMFILE', "EMFILE: too many open files, open '/data/a.csv'", 'too many files are open at once'],
    ['EROFS', 'EROFS: read-only file system, mkdir', 'it is write-protected'],
    ['SQLITE_FULL', 'database or disk is full', 'the disk is full'],
    ['SQLITE_BUSY', 'database is locked', 'another program is using it'],
    ['SQLITE_BUSY_SNAPSHOT', 'database is locked', 'another program is using it'],
    ['SQLITE_IOERR_SHORT_READ', 'disk I/O error', 'the drive did not answer properly'],
    ['SQLITE_READONLY_DIRECTORY', 'attempt to write a readonly database', 'it is write-protected'],
    ['SQLITE_CANTOPEN', 'unable to open database file', 'the database cannot be opened'],
  ])('%s is said in words of ours, with what helps', (code, message, why) => {
    const error = thrown(code, message);
    expect(reasonOf(error)).toBe(why);
    expect(systemTrouble(error)?.hint).toMatch(/^[A-Z].+\.$/);
    const report = toErrorReport(error);
    expect(report).toMatchObject({ class: 'operational', code: 'system-refused', message: `The system refused: ${why}.` });
    expect(report.message).not.toContain(message);
    expect(report.details).toContain(message);
  });

  it('names the file where the system does', () => {
    const report = toErrorReport(thrown('EACCES', "EACCES: permission denied, open '/data/a.csv'", { path: '/data/a.csv' }));
    expect(report.message).toBe('The system refused /data/a.csv: permission is denied.');
  });

  it('leaves everything else as it was: an error of ours, an unknown code, no code', () => {
    expect(reasonOf(new Error('The answer is cut off.'))).toBe('The answer is cut off');
    expect(reasonOf(thrown('ERR_ASSERTION', 'no'))).toBe('no');
    expect(systemTrouble(thrown('SQLITE_CONSTRAINT_UNIQUE', 'UNIQUE constraint failed: t.a'))).toBeNull();
    expect(systemTrouble('ENOENT')).toBeNull();
    expect(toErrorReport(thrown('ERR_ASSERTION', 'no'))).toMatchObject({ class: 'defect', code: 'unexpected' });
  });
});
