import { expect, test } from 'vitest';
import { holdsControl, refuseBadNames } from './file-names.ts';

test.each(['a\nb.csv', 'a\r', '\u0000', 'x/\u001f', '\u007f', 'a\tb'])('%j is no name of a file', (path) => {
  expect(holdsControl(path)).toBe(true);
  expect(() => refuseBadNames(path, '/')).toThrow(/^The name ".+" holds a line break/);
  expect(() => refuseBadNames(path, '/', 'HR files')).toThrow(
    expect.objectContaining({ code: 'bad-file-name', message: expect.stringContaining('"HR files"') }),
  );
});

test('each name of a path may have 255 bytes, not letters', () => {
  const [most, ...tooLong] = ['a'.repeat(255), 'a'.repeat(256), 'ä'.repeat(128), '😀'.repeat(64)];
  expect(() => refuseBadNames(`${most}/${'ä'.repeat(127)}/${'😀'.repeat(63)}`, '/')).not.toThrow();
  for (const name of tooLong) expect(() => refuseBadNames(`x/${name}/y`, '/'), name).toThrow(/longer than 255 bytes/);
  expect(() => refuseBadNames(`${'a'.repeat(200)}\\${'b'.repeat(200)}`, '\\')).not.toThrow();
});
