import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { TestSftpServer } from '../../connections/testing/sftp-server.ts';
import { contractError } from '../testing/conformance-flows.ts';
import { openApp } from '../testing/open-app.ts';

test('a file of a connection is looked into as one of this machine: the newest that matches, only its beginning where it is large, nothing left behind', async () => {
  const root = mkdtempSync(join(tmpdir(), 'swivel-peek-'));
  mkdirSync(join(root, 'in'));
  const put = (name: string, content: string | Buffer, at: number) => {
    writeFileSync(join(root, 'in', name), content);
    utimesSync(join(root, 'in', name), at, at);
  };
  const server = await TestSftpServer.start(root, { user: { name: 'hr', password: 'sesame' } });
  const { client, workspace } = await openApp({ vault: { file: join(root, 'vault.key') } });
  onTestFinished(async () => {
    await server.close();
    rmSync(root, { recursive: true, force: true });
  });
  const { connectionId } = await client.connections.save({
    kind: 'sftp',
    name: 'HR files',
    environment: 'production',
    config: { host: server.host, port: server.port, user: 'hr', hostKey: server.fingerprint },
    secrets: { password: 'sesame' },
  });
  put('staff_1.csv', 'old,one\n1,2\n', 1_700_000_000);
  put('staff_2.csv', Buffer.from('Nr;Name;Eintritt\n4711;Müller;01.02.2026\n4712;Öz;28.02.2026\n', 'latin1'), 1_800_000_000);
  const found = await client.design.peek({ connectionId, path: 'in/staff_*.csv' });
  expect(found).toMatchObject({ format: 'csv', options: { delimiter: ';', header: 'first-row' }, bytes: 59, errors: [] });
  expect(found.sample.rows[0]).toEqual(['4711', 'Müller', '01.02.2026']);

  const line = `${'7'.repeat(50_000)},${'x'.repeat(10)}\n`;
  put('large.csv', `a,b\n${line.repeat(40)}`, 1_800_000_000);
  const large = await client.design.peek({ connectionId, path: 'in/large.csv', limit: 1_000 });
  expect(large.bytes).toBe(4 + 40 * line.length);
  expect(large.errors, 'the half line at the end of what was brought is no error').toEqual([]);
  expect(large.sample.rows).toHaveLength(20);

  put('list.json', `[${Array.from({ length: 30 }, (_, i) => JSON.stringify({ i, pad: 'x'.repeat(50_000) })).join()}]`, 1_800_000_000);
  const json = await client.design.peek({ connectionId, path: 'in/list.json', limit: 1_000 });
  expect([json.format, json.errors, json.sample.rows.length]).toEqual(['json', [], 20]);

  put('page.csv', '<!DOCTYPE html><html><body>Sign in</body></html>', 1_800_000_000);
  await expect(client.design.peek({ connectionId, path: 'in/page.csv' })).rejects.toMatchObject({
    message: expect.stringMatching(/^\/in\/page\.csv looks like XML or HTML/),
  });
  await expect(client.design.peek({ connectionId, path: 'in/pay_*.csv' })).rejects.toEqual(contractError('USER', 'no-file-matches'));
  const spill = join(workspace, 'spill', 'peek');
  expect(existsSync(spill) ? readdirSync(spill) : []).toEqual([]);
});
