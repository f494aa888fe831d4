import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Terminal } from './terminal.ts';

/** The built program where the whole test run has just built it: it starts several times faster. */
const cli = process.env['SWIVEL_CLI'] ?? join(import.meta.dirname, 'cli.ts');

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'swivel-cli-connections-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** Runs the command line in a workspace of its own, with `input` on its standard input. */
function swivel(home: string, args: string[], input = ''): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [cli, '--workspace', join(home, 'workspace'), ...args], {
      cwd: home,
      env: { ...process.env, NO_COLOR: '1', SWIVEL_VAULT_KEY_FILE: join(home, 'key') },
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (text) => {
      out += text;
    });
    child.stderr.on('data', (text) => {
      err += text;
    });
    child.on('close', (code) => resolve({ code, out, err }));
    child.stdin.end(input);
  });
}

test('settings come in, a secret is given by standard input, the connection is tested, and the key says where it is', { timeout: 240_000 }, async () => {
  const home = folder();
  const key = join(home, 'key');
  vi.stubEnv('SWIVEL_VAULT_KEY_FILE', key);
  onTestFinished(() => void vi.unstubAllEnvs());
  // Where the key is, is read when this is loaded.
  const { exportCommand, importCommand, listCommand, testCommand, vaultCommand } = await import('./commands/connections.ts');
  const options = { workspace: join(home, 'workspace') };
  const said = async (command: (to: Terminal) => Promise<number>) => {
    const [out, err]: [string[], string[]] = [[], []];
    const code = await command({ out: (text) => void out.push(text), err: (text) => void err.push(text), live: false });
    return { code, out: out.join(''), err: err.join('') };
  };
  const asked: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    asked.push(request.headers.authorization);
    response.writeHead(request.headers.authorization === 'Bearer open-sesame' ? 200 : 401).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as { port: number };
  const production = { address: `http://127.0.0.1:${port}`, signIn: 'bearer', internal: true, testPath: '/me' };
  const file = join(home, 'connections.json');
  writeFileSync(
    file,
    JSON.stringify({ format: 'swivel/connections', version: 1, connections: [{ id: 'hr', kind: 'http', name: 'HR API', settings: { production } }] }),
  );

  expect(await said((to) => importCommand(file, options, to))).toMatchObject({ code: 0, out: expect.stringContaining('Made: HR API') });
  expect((await said((to) => listCommand(options, to))).out).toMatch(/HR API +http +127\.0\.0\.1:\d+ \(secrets-missing\) +not set/);
  expect(await said((to) => vaultCommand(options, to))).toMatchObject({ code: 0, out: expect.stringContaining('With the first secret a key will be made') });
  expect(await said((to) => testCommand('hr', options, to))).toMatchObject({ code: 1, err: expect.stringContaining('has no "Token"') });
  await expect(said((to) => testCommand('payroll', options, to))).rejects.toMatchObject({ code: 'connection-not-found', hint: 'There are: HR API.' });

  const set = (secret: string, value: string) => swivel(home, ['connections', 'set-secret', 'hr api', secret], value);
  expect(await set('password', 'x')).toMatchObject({ code: 2, err: expect.stringContaining('It asks for: token.') });
  expect(await set('token', 'open-sesame\n')).toMatchObject({ code: 0, out: expect.stringContaining('is kept for production') });
  expect((statSync(key).mode & 0o777).toString(8)).toBe('600');
  expect(await said((to) => vaultCommand({ ...options, keepInFile: true }, to))).toMatchObject({ code: 0, out: expect.stringContaining(key) });
  const good = await said((to) => testCommand('HR API', options, to));
  expect([good.code, asked.at(-1)]).toEqual([0, 'Bearer open-sesame']);
  const { out } = await said((to) => exportCommand(options, to));
  expect([JSON.parse(out).connections[0].name, out.includes('sesame')]).toEqual(['HR API', false]);
  chmodSync(key, 0o644);
  expect(await said((to) => vaultCommand(options, to))).toMatchObject({
    code: 1,
    out: expect.stringContaining('Locked'),
    err: expect.stringContaining('chmod 600'),
  });
});
