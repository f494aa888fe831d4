/**
 * Tries the example "Night shift" by hand: starts an SFTP, an HTTP and a mail server and a PostgreSQL table on this machine, opens Swivel with the flow live, and
 * lays the file of the first night where HR lays it; nights that go wrong can be asked for. `npm run night-shift`; Ctrl+C ends and forgets everything.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { RPCHandler } from '@orpc/server/ws';
import { inMemoryClient } from '../../core/app/in-memory-pair.ts';
import { router } from '../../core/app/router.ts';
import { startHost } from '../../headless/host.ts';
import { hasDisplay, openBrowser } from '../../headless/open-browser.ts';
import { NightSystems } from './night-systems.ts';
import { Nights } from './nights.ts';

const folder = mkdtempSync(join(tmpdir(), 'night-shift-'));
process.env['SWIVEL_VAULT_KEY_FILE'] ??= join(folder, 'vault-key.txt');
// Reads the environment when it is loaded, so it is loaded after the key's place stands there.
const { openServed, RENDERER } = await import('../../headless/open-app.ts');
const systems = await NightSystems.start(join(folder, 'sftp'));
if (!systems) {
  console.error('There is no PostgreSQL on this machine, and none could be started. Install one (Debian: apt-get install postgresql) and try again.');
  process.exit(1);
}
const nights = new Nights(systems, Date.now());
const app = await openServed(join(folder, 'workspace'));
const client = inMemoryClient(app);
const document = readFileSync(join(import.meta.dirname, '../../resources/examples/night-shift/night-shift.swivel.json'), 'utf8');
const flowId = await systems.setUp(client, nights.expecting(document));
await client.flows.setLive({ flowId, live: true });
const handler = new RPCHandler(router);
const host = await startHost({ folder: RENDERER, port: 0, upgrade: (socket) => void handler.upgrade(socket, { context: app.context }) });
const address = `${host.url}#/flow/${flowId}`;
console.log(`Swivel is running at ${address}
${nights.lay('')}
Payroll's table: ${systems.table}
A file of bonuses is expected by ${nights.due} (Berlin time) too, and nobody sends it: a mail will say so.

Press Enter for the file of the next night, in which four records changed. Or type, and press Enter:
${nights.help}
Ctrl+C ends it all, and forgets it.`);
if (hasDisplay()) void openBrowser(address).catch(() => undefined);
let told = 0;
const mailTimer = setInterval(() => {
  for (const mail of systems.mails.slice(told)) console.log(`\nA mail came to ${mail.to.join(', ')}: ${mail.subject}\n\n${mail.text.replace(/^/gm, '  | ')}`);
  told = systems.mails.length;
}, 1_000);
createInterface({ input: process.stdin }).on('line', (line) => console.log(nights.lay(line.trim().toLowerCase() || 'next')));
process.once('SIGINT', async () => {
  clearInterval(mailTimer);
  await host.close();
  await app.close();
  await systems.close();
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
});
