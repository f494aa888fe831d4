import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { faultsOfLock } from './check-lock.ts';

it('finds nothing in our own lockfile', () => {
  expect(faultsOfLock(JSON.parse(readFileSync('package-lock.json', 'utf8')).packages)).toEqual([]);
});

it('finds an address, a missing integrity and a dropped optional package', () => {
  const faults = faultsOfLock({
    '': { optionalDependencies: { gone: '1.0.0' } },
    'node_modules/a': { resolved: 'https://example.invalid/a.tgz', integrity: 'sha512-x' },
    'node_modules/b': { optionalDependencies: { c: '1', d: '1' } },
    'node_modules/b/node_modules/c': { integrity: 'sha512-x' },
  });
  expect(faults).toHaveLength(4);
});
