import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { RPCHandler } from '@orpc/server/ws';
import { router } from '../../core/app/router.ts';
import { formatDuration } from '../../core/base/amounts.ts';
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
  /** Seconds that runs get to end by themselves once it is stopped. */
  drain: number;
}

const STOPS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/**
 * `swivel serve`: the app on localhost, until it is stopped (Ctrl+C, SIGTERM, or its terminal is closed). Triggers of live flows fire as in the desktop. When it
 * is stopped no run begins any more, those that are going on get `drain` seconds, and what is not done then is cancelled and goes back to its trigger. `pages`
 * is the folder of the built renderer.
 */
export async function serveCommand(options: ServeOptions, to: Terminal, pages = RENDERER): Promise<number> {
  if (!existsSync(join(pages, 'index.html')))
    throw new UserError('not-built', 'The pages of the app have not been built.', { hint: 'Run "npm run build" first; "npm start" does it by itself.' });
  const app = await openServed(options.workspace);
  const handler = new RPCHandler(router);
  const host = await startHost({
    folder: pages,
    port: options.port,
    upgrade: (socket) => void handler.upgrade(socket, { context: app.context }),
  }).catch(async (cause: unknown) => {
    await app.close();
    throw new OperationalError('port-taken', `Port ${options.port} cannot be used: ${cause instanceof Error ? cause.message : String(cause)}`, {
      hint: 'Choose another with --port, or leave it out.',
    });
  });
  for (const notice of app.notices) to.err(`${notice}\n`);
  if (app.context.damage) to.err(`${app.context.damage.message} Open the address to restore a backup.\n`);
  to.out(`Swivel is running at ${host.url}\n`);
  if (options.open && hasDisplay()) {
    if (await openBrowser(host.url)) to.out('It opens in a window of your browser. Close this terminal, or press Ctrl+C here, to stop Swivel.\n');
  } else to.out('Open this address in a browser on this machine. Ctrl+C stops Swivel.\n');
  const by = await stopped();
  // Behind a terminal that is closed there is nobody to write to.
  if (by !== 'SIGHUP')
    to.err(`\nStopping: runs that are going on get ${formatDuration(options.drain * 1_000)} to finish (press Ctrl+C again to stop at once) …\n`);
  for (const [signal, code] of Object.entries(STOPS)) process.once(signal, () => process.exit(code));
  await host.close();
  await app.close(options.drain * 1_000);
  return EXIT.succeeded;
}

function stopped(): Promise<keyof typeof STOPS> {
  return new Promise((resolve) => {
    const stop = (signal: NodeJS.Signals) => {
      for (const one of Object.keys(STOPS)) process.off(one, stop);
      resolve(signal as keyof typeof STOPS);
    };
    for (const signal of Object.keys(STOPS)) process.on(signal, stop);
  });
}
