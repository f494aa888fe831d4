import { expect, test } from 'vitest';
import { type FileSourceSettings, fileConnections, fileSourceProblems, fileTargetProblems, fileWrites } from './file-settings.ts';

const source = (more: Partial<FileSourceSettings>): FileSourceSettings => ({
  connection: '',
  path: 'in/a_*.csv',
  pick: 'newest',
  seenBy: 'hash',
  after: 'leave',
  afterFolder: 'done',
  ...more,
});

test.each<[string, Partial<FileSourceSettings>, string[]]>([
  ['nothing', {}, []],
  ['a day before', { path: 'in/a_{date-1:yyyyMMdd}.csv' }, []],
  ['no file', { path: ' ' }, ['missing-setting path']],
  ['a placeholder nobody fills', { path: '{nonsense}.csv' }, ['wrong-setting path']],
  ['a pattern in a folder', { path: '*/a.csv' }, ['wrong-setting path']],
  ['the wrong slashes on a server', { connection: 'sftp', path: 'in\\a.csv' }, ['wrong-setting path']],
  ['the same slashes here', { path: 'C:\\in\\a.csv' }, []],
  ['no folder to move to', { after: 'move', afterFolder: ' ' }, ['wrong-setting afterFolder']],
  ['what was renamed fits again', { path: 'in/a_*', after: 'rename' }, ['reads-its-own path']],
  ['what was marked is read again', { pick: 'all', after: 'mark' }, ['reads-marked pick']],
  ['only new ones are marked', { pick: 'new', after: 'mark' }, []],
])('a source with %s', (_what, more, problems) => {
  expect(fileSourceProblems(source(more), 'a_*.csv').map(({ code, field }) => `${code} ${field}`)).toEqual(problems);
});

test.each([
  ['', ['missing-setting']],
  ['out/', ['wrong-setting']],
  ['out\\pay.csv', ['wrong-setting']],
  ['out/pay_{date}.csv', []],
])('a target on a server called %j', (path, problems) => {
  expect(fileTargetProblems({ connection: 'sftp', path }, 'pay.csv').map(({ code }) => code)).toEqual(problems);
});

test('the same path here and on a connection are two files', () => {
  expect(fileWrites({ connection: '', path: 'a.csv' })).not.toEqual(fileWrites({ connection: 'sftp', path: 'a.csv' }));
  expect(fileConnections({ connection: '' })).toEqual([]);
  expect(fileConnections({ connection: 'sftp' })).toEqual([{ family: 'files', setting: 'connection', id: 'sftp' }]);
});
