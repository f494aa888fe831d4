import { expect, test } from 'vitest';
import { unsyncedWrites } from './power-loss.ts';

test('only what was written before a sync that came back is safe', () => {
  const trace = [
    '10 pwrite64(5</w/db-wal>, ""..., 32, 0) = 32',
    '10 pwrite64(6</w/db>, ""..., 4096, 0) = 4096',
    '10 fdatasync(5</w/db-wal>) = 0',
    '11 pwrite64(5</w/db-wal>, ""..., 24, 32 <unfinished ...>',
    '10 fdatasync(6</w/db> <unfinished ...>',
    '11 <... pwrite64 resumed>) = 24',
    '12 pwrite64(6</w/db>, ""..., 4096, 4096) = 4096',
    '10 <... fdatasync resumed>) = 0',
    '10 fsync(5</w/db-wal>) = -1 EIO (Input/output error) (INJECTED)',
    '10 fdatasync(5</w/db-wal> <unfinished ...>',
    '10 +++ killed by SIGKILL +++',
  ].join('\n');
  expect(unsyncedWrites(trace)).toEqual([
    { file: '/w/db-wal', bytes: 24, offset: 32 },
    { file: '/w/db', bytes: 4096, offset: 4096 },
  ]);
});
