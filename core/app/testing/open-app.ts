import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { startable } from '../../engine/testing/startable.ts';
import { type App, type AppOptions, createApp } from '../create-app.ts';
import { type Client, inMemoryClient } from '../in-memory-pair.ts';

const ROOT = join(import.meta.dirname, '../../..');

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'swivel-app-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

/** The options tests open an app with: sources run as they are, examples are those of the program. */
export function appOptions(workspace: string, changes: Partial<AppOptions> = {}): AppOptions {
  return {
    workspace,
    shell: 'none',
    workerFile: startable('core/app/run-worker.ts'),
    examplesFolder: join(ROOT, 'resources/examples'),
    version: '0.0.0-test',
    // A busy machine may be slow; how long a person waits is shown where it is tested.
    patienceMs: 60_000,
    ...changes,
  };
}

/** An app in a workspace of its own, closed after the test, and a client of it. */
export async function openApp(changes: Partial<AppOptions> = {}): Promise<{ app: App; client: Client; workspace: string }> {
  const workspace = changes.workspace ?? temporaryFolder();
  const app = await createApp(appOptions(workspace, changes));
  onTestFinished(() => app.close(0));
  return { app, client: inMemoryClient(app), workspace };
}

export { untilOver } from './conformance-flows.ts';
