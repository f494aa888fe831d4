import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { Cdp } from './cdp.ts';
import { launch } from './launch.ts';

let chromium: ChildProcess | null = null;
let connection: Cdp | null = null;

/** The DevTools connection; only once Chromium has started. */
export function cdp(): Cdp {
  if (!connection) throw new Error('Electron stand-in: Chromium has not started.');
  return connection;
}

export const isConnected = () => connection !== null;

/** Runs a program that ends with us, even when we are killed: then the pipe that this waits on is closed. */
const LEASH = 'exec 3<&0; "$@" </dev/null & child=$!; (cat <&3; kill $child; sleep 3; kill -9 $child) >/dev/null 2>&1 & wait $child';

/** Starts Chromium without a window and connects to it; prints the line that Playwright waits for. */
export async function startChromium(userData: string): Promise<void> {
  const program = process.env['STANDIN_CHROMIUM'] ?? process.env['CHROMIUM'] ?? '/usr/bin/chromium';
  const args = [
    launch.switches.find((word) => word.startsWith('--remote-debugging-port')) ?? '--remote-debugging-port=0',
    `--user-data-dir=${join(userData, 'standin-profile')}`,
    '--headless=new',
    '--no-startup-window',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-sync',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-extensions',
    '--password-store=basic',
    '--disable-dev-shm-usage',
    '--disable-features=Translate,MediaRouter,OptimizationHints',
    '--disable-backgrounding-occluded-windows',
    '--disable-renderer-backgrounding',
    '--test-type',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
  const started = spawn('/bin/sh', ['-c', LEASH, 'sh', program, ...args], { stdio: ['pipe', 'ignore', 'pipe'] });
  chromium = started;
  let printed = '';
  const address = await new Promise<string>((resolve, reject) => {
    started.once('exit', (code) => reject(new Error(`Chromium ended with ${code}: ${printed.slice(-800)}`)));
    started.stderr.on('data', (text: Buffer) => {
      printed += text;
      const found = /^DevTools listening on (ws:\/\/\S+)/m.exec(printed)?.[1];
      if (found) resolve(found);
    });
  });
  process.stderr.write(`\nDevTools listening on ${address}\n`);
  connection = await Cdp.connect(address);
}

export function stopChromium(): void {
  chromium?.removeAllListeners('exit');
  chromium?.stdin?.end();
}
