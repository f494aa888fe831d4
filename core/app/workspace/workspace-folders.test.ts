import { basename, join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pathForFlow, safeName, workspaceFolders } from './workspace-folders.ts';

test('whatever a name is, it stays one file name in its folder', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.constantFrom('..', '.', '', '../../etc/passwd', 'C:\\x', 'con', 'LPT1.txt', 'a\0b', '.hidden', 'name. ', 'x'.repeat(400))),
      (name) => {
        const safe = safeName(name);
        expect(basename(join('/folder', safe))).toBe(safe);
        expect(safe).not.toMatch(/^\.|[\\/:*?"<>|]|^$/);
        expect(safe.length).toBeLessThanOrEqual(151);
        expect(safeName(safe)).toBe(safe);
      },
    ),
  );
  expect(safeName('Employees 2026-11 (final).csv')).toBe('Employees 2026-11 (final).csv');
});

test('paths in the folder of a flow are kept relative, others as they are', () => {
  expect(pathForFlow('/w/files/f', '/w/files/f/data/in.csv')).toBe('data/in.csv');
  expect(pathForFlow('/w/files/f', '/w/files/other/in.csv')).toBe('/w/files/other/in.csv');
  expect(pathForFlow('/w/files/f', 'in.csv')).toBe('in.csv');
  expect(workspaceFolders('/w').flow('../x')).toBe(join('/w', 'files', safeName('../x')));
});
