import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { RPCHandler } from '@orpc/server/message-port';
import { expect, test, vi } from 'vitest';
import type { App } from './create-app.ts';
import { type Client, inMemoryClient } from './in-memory-pair.ts';
import { router } from './router.ts';
import { openApp } from './testing/open-app.ts';

function overPort(app: App): { client: Client; cut(): void } {
  const { port1, port2 } = new MessageChannel();
  new RPCHandler(router).upgrade(port2, { context: app.context });
  port1.start();
  port2.start();
  return { client: createORPCClient<Client>(new RPCLink({ port: port1 })), cut: () => port1.close() };
}

const listen = async (client: Client, signal?: AbortSignal) => {
  const stream = await client.app.watch(undefined, signal ? { signal } : undefined);
  await stream.next();
  return stream;
};

test.each(['memory', 'port'])('over %s nobody is told any more when the listener leaves, gives up, or is cut off', async (transport) => {
  const { app } = await openApp();
  const { client, cut } = transport === 'port' ? overPort(app) : { client: inMemoryClient(app), cut: null };
  const { news } = app.context;
  const left = await listen(client);
  expect(news.listeners).toBe(1);
  await left.return?.();
  await vi.waitFor(() => expect(news.listeners).toBe(0), { timeout: 15_000 });

  const abort = new AbortController();
  const given = await listen(client, abort.signal);
  const waiting = given.next().catch(() => 'given up');
  abort.abort();
  await waiting;
  await vi.waitFor(() => expect(news.listeners).toBe(0), { timeout: 15_000 });

  if (!cut) return;
  const lost = await listen(client);
  const cutOff = lost.next().catch(() => 'cut off');
  cut();
  await vi.waitFor(() => expect(news.listeners).toBe(0), { timeout: 15_000 });
  expect(await cutOff).toBe('cut off');
});

test('a closing app ends its streams', async () => {
  const { app } = await openApp();
  const { client } = overPort(app);
  const stream = await listen(client);
  const ended = (async () => {
    // What happens until then may be told.
    while (!(await stream.next()).done);
    return true;
  })();
  await app.close(0);
  expect(await ended).toBe(true);
});
