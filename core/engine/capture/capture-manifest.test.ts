import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readManifest, writeManifest } from './capture-manifest.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'capture-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const port = { nodeId: 'a', port: 'out', side: 'out' as const, file: 'a.spool', records: 1, bytes: 10, complete: true };

it('reads back what was written, and nothing where nothing is', () => {
  expect(readManifest(folder)).toBeNull();
  writeManifest(folder, { version: 1, sources: ['a'], ports: [port] });
  expect(readManifest(folder)).toEqual({ version: 1, sources: ['a'], ports: [port] });
});

it.each(['../../other/a.spool', '/etc/a.spool', '..\\a.spool', 'a.txt'])('takes no manifest that names the file %s', (file) => {
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ version: 1, sources: ['a'], ports: [{ ...port, file }] }));
  expect(readManifest(folder)).toBeNull();
});
