import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openStore } from '../open-store.ts';
import type { Store } from '../store.ts';

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'swivel-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A store in a folder of its own, closed after the test. */
export function temporaryStore(workspace = temporaryFolder(), now = 1_000): Store {
  const store = openStore({ workspace, kind: 'host', now });
  onTestFinished(() => store.close());
  return store;
}

export { aFlow, aRun, aStep, NO_COUNTS } from './made-up.ts';
