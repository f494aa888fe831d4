import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { UserError } from '../core/base/errors.ts';
import { showCommand } from './commands/history.ts';
import { replayCommand } from './commands/replay.ts';
import { openApp } from './open-app.ts';
import { reported } from './reported.ts';

let workspace = '';
beforeAll(async () => {
  workspace = mkdtempSync(join(tmpdir(), 'swivel-reported-'));
  await (await openApp({ workspace })).close();
});
afterAll(() => rmSync(workspace, { recursive: true, force: true }));

const silent = { out: () => undefined, err: () => undefined, live: false };

test('what the API answers to a command is told in its own words, not as a fault of ours', async () => {
  const missing = { class: 'user', code: 'run-not-found', message: 'There is no run with the id nope in this workspace.' };
  expect(reported(await showCommand('nope', { workspace }, silent).catch((error: unknown) => error))).toMatchObject(missing);
  expect(reported(await replayCommand('nope', { workspace, version: 'now', plan: true }, silent).catch((error: unknown) => error))).toMatchObject(missing);
});

test('other errors keep their class', () => {
  expect(reported(new UserError('a-code', 'A sentence.'))).toMatchObject({ class: 'user', code: 'a-code' });
  expect(reported(new Error('x'))).toMatchObject({ class: 'defect', code: 'unexpected' });
  expect(reported(null)).toMatchObject({ class: 'defect' });
});
