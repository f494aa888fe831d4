import { expect, it } from 'vitest';
import { folderOf, nameOf, parentOf, pathIn, restingPlace } from './path-parts.ts';

it('takes paths apart with either slash', () => {
  expect(['a/b/c.csv', 'c:\\data\\c.csv', 'c.csv', '/c.csv'].map(folderOf)).toEqual(['a/b', 'c:\\data', '', '/']);
  expect(['/a/b/', '/a/b', 'c:\\data', '/', 'x'].map(nameOf)).toEqual(['b', 'b', 'data', '/', 'x']);
  expect(['/a/b', '/a', '/', 'x', ''].map(parentOf)).toEqual(['/a', '/', null, '', null]);
});

it('puts a file into a folder', () => {
  expect([pathIn('/a', 'f'), pathIn('/', 'f'), pathIn('c:\\data', 'f')]).toEqual(['/a/f', '/f', 'c:\\data\\f']);
});

it("a file named without a folder of the machine lies in the flow's own folder, or in one below it", () => {
  expect(restingPlace('out.json', '/flows/f')).toBe('/flows/f');
  expect(restingPlace('out/pay {date}.csv', '/flows/f')).toBe('/flows/f/out');
  expect(restingPlace('out\\a.csv', 'C:\\flows')).toBe('C:\\flows\\out');
  for (const path of ['/data/out.json', 'D:\\out.json', '\\\\server\\out.json', '']) expect(restingPlace(path, '/flows/f')).toBeNull();
});
