import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import envPaths from 'env-paths';
import { vaultKey } from '../core/app/connections/vault-key.ts';
import { type App, type AppOptions, createApp } from '../core/app/create-app.ts';
import type { Client } from '../core/app/in-memory-pair.ts';
import packageFacts from '../package.json' with { type: 'json' };
import { terminal } from './terminal.ts';
import { workerFile } from './worker-file.ts';

export interface OpenOptions {
  workspace?: string | undefined;
  shell?: AppOptions['shell'];
  readOnly?: boolean;
  /** A worker that was started already. */
  early?: AppOptions['early'];
}

const inSources = import.meta.url.endsWith('.ts');
const root = fileURLToPath(new URL(inSources ? '..' : '../..', import.meta.url));

export const VERSION: string = packageFacts.version;

/** Folder of the built renderer. */
export const RENDERER = join(root, 'out/renderer');

/** The workspace that is meant when none is named: `SWIVEL_WORKSPACE`, else the user's data folder. */
export function defaultWorkspace(): string {
  return process.env['SWIVEL_WORKSPACE'] ?? join(envPaths('swivel', { suffix: '' }).data, 'workspace');
}

/** Opens a workspace for a command. The caller closes it. */
export async function openApp(options: OpenOptions): Promise<App> {
  const { shell = 'none', readOnly = false, early } = options;
  return endingInTime(createApp({ ...appOptions(options.workspace), shell, readOnly, early }));
}

/** Opens a workspace for the host, which stays: a damaged one too, so that a backup can be restored from the browser. */
export async function openServed(workspace: string | undefined): Promise<App> {
  const { openRunning } = await import('../core/app/running-app.ts');
  return endingInTime(openRunning(appOptions(workspace)));
}

/** Taken from the environment once, before anything is started that would inherit it. */
const vault = vaultKey(process.env, envPaths('swivel', { suffix: '' }).config);

function appOptions(workspace: string | undefined): AppOptions {
  return {
    workspace: workspace ?? defaultWorkspace(),
    shell: 'browser',
    workerFile,
    examplesFolder: join(root, 'resources/examples'),
    version: VERSION,
    vault,
    languages: {
      usual: new Intl.DateTimeFormat().resolvedOptions().locale.startsWith('de') ? 'de' : 'en',
      tellIn: async (language) => (await import('../renderer/i18n/i18n.ts')).tellIn(language),
    },
  };
}

/** Node waits at its end for threads inside calls that nothing interrupts (a long query): everything is closed by then, so the process need not. */
async function endingInTime(opening: Promise<App>): Promise<App> {
  const app = await opening;
  process.once('exit', () => {
    if (app.hangs()) process.kill(process.pid, 'SIGKILL');
  });
  return app;
}

/** Opens a workspace of its own for what leaves nothing behind (preview), and removes it afterwards. */
export async function withPassingApp<T>(work: (app: App) => Promise<T>): Promise<T> {
  const workspace = mkdtempSync(join(tmpdir(), 'swivel-'));
  try {
    const app = await endingInTime(createApp({ workspace, shell: 'none', workerFile, version: VERSION }));
    try {
      return await work(app);
    } finally {
      await app.close();
    }
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}

/** Opens a workspace, does something with it, closes it. */
export async function withApp<T>(options: OpenOptions, work: (app: App) => Promise<T>): Promise<T> {
  const app = await openApp(options);
  for (const notice of app.notices) terminal.err(`${notice}\n`);
  try {
    return await work(app);
  } finally {
    await app.close();
  }
}

/** The same with its API, which takes a while to load: a run does without. */
export async function withClient<T>(options: OpenOptions, work: (client: Client, app: App) => Promise<T>): Promise<T> {
  const { inMemoryClient } = await import('../core/app/in-memory-pair.ts');
  return withApp(options, (app) => work(inMemoryClient(app), app));
}
