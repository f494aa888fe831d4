import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { RPCHandler } from '@orpc/server/ws';
import { WebSocket } from 'ws';
import { createApp } from '../core/app/create-app.ts';
import type { Client } from '../core/app/in-memory-pair.ts';
import { router } from '../core/app/router.ts';
import { describeConformance } from '../core/app/testing/conformance.ts';
import { appOptions } from '../core/app/testing/open-app.ts';
import { startHost } from './host.ts';

describeConformance('a WebSocket of the localhost host', async () => {
  const workspace = mkdtempSync(join(tmpdir(), 'swivel-contract-'));
  const pages = mkdtempSync(join(tmpdir(), 'swivel-pages-'));
  writeFileSync(join(pages, 'index.html'), '');
  const app = await createApp(appOptions(workspace));
  const handler = new RPCHandler(router);
  const host = await startHost({ folder: pages, upgrade: (socket) => void handler.upgrade(socket, { context: app.context }) });
  const entered = await fetch(host.url, { redirect: 'manual' });
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
  const socket = new WebSocket(`${host.origin.replace('http', 'ws')}/rpc`, { headers: { cookie, origin: host.origin } });
  await new Promise((open) => socket.once('open', open));
  return {
    client: createORPCClient<Client>(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket })),
    async close() {
      socket.close();
      await host.close();
      await app.close(0);
      rmSync(workspace, { recursive: true, force: true, maxRetries: 3 });
      rmSync(pages, { recursive: true, force: true });
    },
  };
});
