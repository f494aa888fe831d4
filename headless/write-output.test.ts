import { execFileSync, spawn } from 'node:child_process';
import type * as Files from 'node:fs';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { exportCommand as exportConnections } from './commands/connections.ts';
import { exportCommand as exportFlow, importCommand } from './commands/transfer.ts';
import { writeOutput } from './write-output.ts';

const drive = vi.hoisted(() => ({ isFull: false }));
vi.mock('node:fs', async (original) => {
  const files = await original<typeof Files>();
  return {
    ...files,
    writeFileSync(path: string, text: string, options: Files.WriteFileOptions) {
      if (!drive.isFull) return files.writeFileSync(path, text, options);
      files.writeFileSync(path, text.slice(0, text.length / 2), options);
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', path });
    },
  };
});

afterEach(() => {
  drive.isFull = false;
});

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'swivel-output-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

const silent = { out: () => undefined, err: () => undefined, live: false };

test('what an export cannot write whole it does not write: the file of before stays, and nothing beside it', { timeout: 60_000 }, async () => {
  const home = folder();
  const out = folder();
  const [workspace, output] = [join(home, 'workspace'), join(out, 'exported.json')];
  const id = 'hr';
  const flow = join(home, 'hr.swivel.json');
  const node = { id: 'read', kind: 'csv-source', version: 1, name: 'Read', position: { x: 0, y: 0 }, config: {} };
  writeFileSync(flow, JSON.stringify({ format: 'swivel/flow', version: 1, id, name: 'HR', nodes: [node], edges: [] }));
  await importCommand(flow, { workspace }, silent);
  const exports = [() => exportConnections({ workspace, output }, silent), () => exportFlow('HR', { workspace, output }, silent)];
  for (const written of exports) {
    writeFileSync(output, 'of before');
    drive.isFull = true;
    await expect(written()).rejects.toMatchObject({ code: 'ENOSPC', path: output });
    drive.isFull = false;
    expect([readdirSync(out), readFileSync(output, 'utf8')]).toEqual([['exported.json'], 'of before']);
    expect(await written()).toBe(0);
    expect([readdirSync(out), (JSON.parse(readFileSync(output, 'utf8')) as { format: string }).format]).toEqual([
      ['exported.json'],
      expect.stringMatching(/^swivel\//),
    ]);
  }
});

test.skipIf(process.platform === 'win32')(
  'the rights of a file that is replaced and a link that leads to it stay; a pipe takes the text as it comes',
  async () => {
    const home = folder();
    const [file, link, pipe] = ['file.json', 'link.json', 'pipe'].map((name) => join(home, name)) as [string, string, string];
    writeFileSync(file, 'of before');
    chmodSync(file, 0o640);
    symlinkSync(file, link);
    writeOutput(link, 'new');
    expect([readlinkSync(link), readFileSync(file, 'utf8'), (statSync(file).mode & 0o777).toString(8)]).toEqual([file, 'new', '640']);
    execFileSync('mkfifo', [pipe]);
    const reader = spawn('cat', [pipe]);
    const read = new Promise<string>((resolve) => reader.stdout.on('data', (text) => resolve(String(text))));
    writeOutput(pipe, 'through the pipe');
    expect(await read).toBe('through the pipe');
  },
);
