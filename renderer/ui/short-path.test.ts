import { expect, it } from 'vitest';
import { piecesWithPaths, shortPath } from './short-path.ts';

it('shows the end of a long path, and all of a short one', () => {
  expect(shortPath('/shares/team/paid/files/out.csv')).toBe('…/files/out.csv');
  expect(shortPath('C:\\Users\\Ann\\files\\out.csv')).toBe('…/files/out.csv');
  expect(shortPath('/home/ann/files/0Vbc6Uki31sZ7SAHYEpI/out.csv')).toBe('…/out.csv');
  expect(shortPath('/tmp/out.csv')).toBe('/tmp/out.csv');
  expect(shortPath('files/a/b/out.csv')).toBe('files/a/b/out.csv');
});

it('finds paths in sentences and leaves everything else as it is', () => {
  const said = piecesWithPaths('Writes again to /shares/team/paid/pay.db: people. Then /a/b/c.csv, and 1/2/3/4 of https://x.example/a/b/c.');
  expect(said.filter(({ path }) => path).map(({ text, path }) => [text, path])).toEqual([
    ['…/paid/pay.db', '/shares/team/paid/pay.db'],
    ['…/b/c.csv', '/a/b/c.csv'],
  ]);
  expect(said.map(({ text, path }) => path ?? text).join('')).toBe(
    'Writes again to /shares/team/paid/pay.db: people. Then /a/b/c.csv, and 1/2/3/4 of https://x.example/a/b/c.',
  );
  expect(piecesWithPaths('nothing')).toEqual([{ text: 'nothing' }]);
});
