import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { RPCHandler } from '@orpc/server/message-port';
import { type App, createApp } from './create-app.ts';
import { type Client, inMemoryClient } from './in-memory-pair.ts';
import { router } from './router.ts';
import { type ConformanceClient, describeConformance } from './testing/conformance.ts';
import { appOptions } from './testing/open-app.ts';

async function openWith(connect: (app: App) => { client: Client; disconnect(): void }): Promise<ConformanceClient> {
  const workspace = mkdtempSync(join(tmpdir(), 'swivel-contract-'));
  const app = await createApp(appOptions(workspace));
  const { client, disconnect } = connect(app);
  return {
    client,
    async close() {
      disconnect();
      await app.close(0);
      rmSync(workspace, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

describeConformance('an in-memory pair', () => openWith((app) => ({ client: inMemoryClient(app), disconnect: () => undefined })));

describeConformance('a message port', () =>
  openWith((app) => {
    const { port1, port2 } = new MessageChannel();
    new RPCHandler(router).upgrade(port2, { context: app.context });
    port1.start();
    port2.start();
    return { client: createORPCClient<Client>(new RPCLink({ port: port1 })), disconnect: () => port1.close() };
  }),
);
