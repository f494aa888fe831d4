import { RPCHandler } from '@orpc/server/ws';
import { createApp } from '../core/app/create-app.ts';
import { router } from '../core/app/router.ts';
import { startHost } from '../headless/host.ts';
import { workerFile } from '../headless/worker-file.ts';

/** Serves a workspace with a renderer that was built for a bench; both folders are named on the command line. Prints the address. */
const [, , workspace = '', folder = ''] = process.argv;
const app = await createApp({ workspace, shell: 'browser', workerFile, version: 'bench' });
const handler = new RPCHandler(router);
const host = await startHost({ folder, upgrade: (socket) => void handler.upgrade(socket, { context: app.context }) });
process.stdout.write(`${host.url}\n`);
process.once('SIGTERM', () => void host.close().then(() => app.close()));
