import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from '@playwright/test';
import { build, type Plugin } from 'vite';
import { createApp } from '../core/app/create-app.ts';
import { inMemoryClient } from '../core/app/in-memory-pair.ts';
import { serialiseFlow } from '../core/flow/serialise.ts';
import { workerFile } from '../headless/worker-file.ts';
import { needChromium } from '../scripts/find-chromium.ts';
import { BENCH_FOLDER } from './job-of.ts';
import { largeFlow } from './large-flow.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const RENDERER = join(root, 'node_modules/.cache/swivel-bench-ui');
const WORKSPACE = join(BENCH_FOLDER, 'ui-workspace');

/** The app in a real browser, with a large flow open. */
export interface UiApp {
  readonly page: Page;
  readonly address: string;
  close(): Promise<void>;
}

/** Counts in the page how often a card is drawn; the sources stay as they are. */
const countingCards: Plugin = {
  name: 'counting-cards',
  enforce: 'pre',
  transform: (code, id) => {
    if (!id.endsWith('/canvas/NodeCard.tsx')) return null;
    const counted = code.replace(/(memo\(function NodeCard\([^)]*\) \{)/, '$1 globalThis.cardsDrawn = (globalThis.cardsDrawn ?? 0) + 1;');
    if (counted === code) throw new Error('The card was not found in NodeCard.tsx: its drawings cannot be counted.');
    return counted;
  },
};

/** A flow that runs: sources of twenty records, steps that pass them on, and targets. */
async function flowInWorkspace(nodes: number, edges: number): Promise<string> {
  rmSync(WORKSPACE, { recursive: true, force: true });
  mkdirSync(WORKSPACE, { recursive: true });
  const input = join(BENCH_FOLDER, 'ui-in.csv');
  writeFileSync(input, `id,name\n${Array.from({ length: 20 }, (_, i) => `${i},Name ${i}`).join('\n')}\n`);
  const flow = largeFlow(nodes, edges, input, join(BENCH_FOLDER, 'ui-out'));
  const app = await createApp({ workspace: WORKSPACE, shell: 'none', workerFile, version: 'bench' });
  try {
    return (await inMemoryClient(app).flows.import({ text: serialiseFlow(flow) })).flowId;
  } finally {
    await app.close();
  }
}

/** Builds the pages, serves them, and opens a flow of that size in Chromium. */
export async function openUi(nodes: number, edges: number): Promise<UiApp> {
  await build({
    configFile: join(root, 'vite.renderer.config.ts'),
    root: join(root, 'renderer'),
    logLevel: 'error',
    plugins: [countingCards],
    build: { outDir: RENDERER },
  });
  const flowId = await flowInWorkspace(nodes, edges);
  const host = spawn(process.execPath, [fileURLToPath(new URL('ui-host.ts', import.meta.url)), WORKSPACE, RENDERER], { stdio: ['ignore', 'pipe', 'inherit'] });
  let browser: Browser | null = null;
  const close = async () => {
    await browser?.close();
    await ended(host);
  };
  try {
    const url = await addressOf(host);
    browser = await chromium.launch({ executablePath: needChromium(), args: ['--no-sandbox'] });
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
    return { page, address: `${url}#/flow/${flowId}`, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function addressOf(host: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    host.stdout?.on('data', (text: Buffer) => {
      printed += text;
      if (printed.includes('\n')) resolve(printed.trim());
    });
    host.once('exit', (code) => reject(new Error(`The host ended with ${code}.`)));
  });
}

async function ended(host: ChildProcess): Promise<void> {
  if (host.exitCode !== null || host.signalCode !== null) return;
  const gone = new Promise((resolve) => host.once('exit', resolve));
  host.kill('SIGTERM');
  await gone;
}
