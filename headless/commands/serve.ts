import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { RPCHandler } from '@orpc/server/ws';
import { router } from '../../core/app/router.ts';
import { OperationalError, UserError } from '../../core/base/errors.ts';
import { EXIT } from '../exit-codes.ts';
import { startHost } from '../host.ts';
import { openServed, RENDERER } from '../open-app.ts';
import { hasDisplay, openBrowser } from '../open-browser.ts';
import type { Terminal } from '../terminal.ts';

export interface ServeOptions {
  workspace?: string;
  port: number;
  open?: boolean;
}

/** `swivel serve`: the app on localhost, until it is stopped. Triggers of live flows fire as in the desktop. */
export async function serveCommand(options: ServeOptions, to: Terminal): Promise<number> {
  if (!existsSync(join(RENDERER, 'index.html')))
    throw new UserError('not-built', 'The pages of the app have not been built.', { hint: 'Run "npm run build" first; "npm start" does it by itself.' });
  const app = await openServed(options.workspace);
  const handler = new RPCHandler(router);
  const host = await startHost({
    folder: RENDERER,
    port: options.port,
    upgrade: (socket) => void handler.upgrade(socket, { context: app.context }),
  }).catch(async (cause: unknown) => {
    await app.close();
    throw new OperationalError('port-taken', `Port ${options.port} can't be used: ${cause instanceof Error ? cause.message : String(cause)}`, {
      hint: 'Choose another with --port, or leave it out.',
    });
  });
  for (const notice of app.notices) to.err(`${notice}\n`);
  if (app.context.damage) to.err(`${app.context.damage.message} Open the address to restore a backup.\n`);
  to.out(`Swivel is running at ${host.url}\n`);
  if (options.open && hasDisplay()) {
    if (await openBrowser(host.url)) to.out('It opens in a window of your browser. Close this terminal, or press Ctrl+C here, to stop Swivel.\n');
  } else to.out('Open this address in a browser on this machine. Ctrl+C stops Swivel.\n');
  await stopped();
  to.err('\nStopping: runs that are going on are finished first (press Ctrl+C again to stop at once) …\n');
  const stopNow = () => process.exit(130);
  process.once('SIGINT', stopNow);
  process.once('SIGTERM', stopNow);
  await host.close();
  await app.close();
  return EXIT.succeeded;
}

function stopped(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}
