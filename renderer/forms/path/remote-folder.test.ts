import { beforeEach, expect, it } from 'vitest';
import { answerWith } from '../../api/client.ts';
import { remoteFolders } from './remote-folder.ts';

const entry = (name: string, kind: 'file' | 'folder' | 'other' = 'file') => ({ name, path: `in/${name}`, bytes: 1, modifiedAt: 0, kind });
const question = { folder: 'in', filter: '', hidden: false, foldersOnly: false, extensions: ['csv'] };
let asked: string[] = [];

beforeEach(() => {
  asked = [];
  answerWith((procedure, input) => {
    asked.push(`${procedure} ${JSON.stringify(input)}`);
    const entries = [entry('b10.CSV'), entry('b9.csv'), entry('a.txt'), entry('.seen.csv'), entry('old', 'folder'), entry('socket', 'other')];
    return { title: 'hr@sftp.example', folder: 'in', more: false, entries };
  });
});

it('shows a folder of a connection as those of this machine, asks for it once, and cuts it into parts', async () => {
  const read = remoteFolders('c');
  const all = await read(question, 0, 200);
  expect(all.entries.map(({ name }) => name)).toEqual(['old', 'b9.csv', 'b10.CSV']);
  expect(all).toMatchObject({ total: 3, offset: 0, parent: '' });
  expect((await read(question, 1, 2)).entries.map(({ name }) => name)).toEqual(['b10.CSV']);
  expect((await read({ ...question, filter: 'SEEN', hidden: true }, 0, 200)).entries.map(({ name }) => name)).toEqual(['.seen.csv']);
  expect((await read({ ...question, foldersOnly: true }, 0, 200)).total).toBe(1);
  expect(asked).toEqual(['connections.folder {"connectionId":"c","folder":"in"}']);
});
