import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { RPCHandler } from '@orpc/server/message-port';
import { expect, onTestFinished, test } from 'vitest';
import type { Client } from '../in-memory-pair.ts';
import { router } from '../router.ts';
import { untilOver } from '../testing/conformance-flows.ts';
import { makeEchoFlow, openEchoApp, saveEcho, tested } from '../testing/echo-app.ts';
import { startEcho } from '../testing/echo-system.ts';

/** Every file below a folder. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

/** The forms of a secret that nothing may hold; of base64 what it surely has in it, wherever it stands. */
function formsOf(secret: string): string[] {
  const inner = [0, 1, 2].map((before) => {
    const signs = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]).toString('base64');
    return signs.slice(Math.ceil((before * 8) / 6), Math.floor(((before + secret.length) * 8) / 6));
  });
  return [secret, encodeURIComponent(secret), ...inner, ...inner.map((signs) => signs.replaceAll('+', '-').replaceAll('/', '_'))];
}

function heldIn(bytes: Buffer, secret: string): string[] {
  return formsOf(secret).filter((form) => bytes.includes(form) || bytes.includes(Buffer.from(form, 'utf16le')));
}

test('a secret leaves no trace: not in the workspace, not in anything that crosses to the window', { timeout: 240_000 }, async () => {
  const secret = `c4nary/+${randomBytes(9).toString('hex')}&ä?`;
  const wrong = `wr0ng/+${randomBytes(9).toString('hex')}&ö?`;
  const { app, workspace } = await openEchoApp();
  const { port1, port2 } = new MessageChannel();
  const crossed: string[] = [];
  // What a window sees are the messages of this port, as they are.
  port1.on('message', (message) => crossed.push(JSON.stringify(message)));
  new RPCHandler(router).upgrade(port2, { context: app.context });
  port2.start();
  port1.start();
  onTestFinished(() => port1.close());
  const client = createORPCClient<Client>(new RPCLink({ port: port1 }));

  const good = await startEcho(secret);
  const { connectionId } = await saveEcho(client, good.port, secret, 'Good');
  const bad = await saveEcho(client, good.port, wrong, 'Bad');
  expect((await tested(client, { connectionId, environment: 'production' })).at(-1)).toMatchObject({ ok: true });
  expect((await tested(client, { connectionId: bad.connectionId, environment: 'production' })).at(-1)).toMatchObject({ ok: false });
  const draft = { kind: 'echo', name: 'Draft', config: bad.configs.production ?? {}, secrets: { password: wrong } };
  expect((await tested(client, { environment: 'test', draft })).at(-1)).toMatchObject({ ok: false });

  const flows = [
    await makeEchoFlow(client, connectionId, { reject: true }, 'Succeeds'),
    await makeEchoFlow(client, connectionId, { ask: 'FAIL' }, 'Is refused'),
    await makeEchoFlow(client, bad.connectionId, {}, 'Signs in wrongly'),
  ];
  const statuses: string[] = [];
  for (const { flowId, flow } of flows) {
    for await (const event of await client.design.preview({ flowId, flow })) void event;
    await client.design.inspect({ flowId, flow });
    const { runId } = await client.runs.start({ flowId });
    const detail = await untilOver(client, runId);
    statuses.push(detail.run.status);
    const { lines } = { lines: JSON.stringify(await client.runs.log({ runId })) };
    // The system did tell: what it said is there, without the secret.
    if (detail.run.status !== 'failed') expect(lines).toContain('OK hello ••• or •••');
    else expect(detail.run.error?.message).toContain('•••');
    await client.runs.rejects({ runId });
    await client.flows.export({ flowId });
  }
  expect(statuses).toEqual(['succeeded-with-rejects', 'failed', 'failed']);
  await client.connections.list();
  await client.runs.list({ search: 'refused' });
  await client.backups.make();

  const files = filesIn(workspace);
  expect(files.some((path) => path.includes('backups'))).toBe(true);
  for (const one of [secret, wrong]) {
    for (const path of files) expect([path, heldIn(readFileSync(path), one)]).toEqual([path, []]);
    expect(crossed.filter((message) => heldIn(Buffer.from(message), one).length > 0)).toEqual([]);
    expect(heldIn(Buffer.from(JSON.stringify(crossed)), one)).toEqual([]);
  }
  expect(crossed.length).toBeGreaterThan(50);
  // The test can fail: what it looks for is found where it is.
  expect(heldIn(Buffer.from(`Basic ${Buffer.from(`me:${secret}`).toString('base64')}`), secret)).not.toEqual([]);
  await app.close(0);
  for (const path of filesIn(workspace)) expect([path, heldIn(readFileSync(path), secret)]).toEqual([path, []]);
});
