import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { NO_COUNTS } from '../core/base/run-facts.ts';
import { openStore } from '../core/store/open-store.ts';
import { type EffectsOptions, effectsCommand } from './commands/effects.ts';
import { importCommand } from './commands/transfer.ts';

let workspace = '';
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'swivel-effects-'));
});
afterEach(() => rmSync(workspace, { recursive: true, force: true }));

async function said(work: (to: { out(text: string): void; err(text: string): void; live: boolean }) => Promise<number>) {
  let [out, err] = ['', ''];
  const code = await work({
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    live: false,
  });
  return { code, out, err };
}

const effects = (action: string, options: EffectsOptions = {}) => said((to) => effectsCommand(action, 'r', { workspace, ...options }, to));

/** A run that ended while two of its groups were on their way. */
async function withUnknown(): Promise<void> {
  const file = join(workspace, 'f.swivel.json');
  writeFileSync(file, JSON.stringify({ format: 'swivel/flow', version: 1, id: 'f', name: 'Orders', nodes: [], edges: [] }));
  await said((to) => importCommand(file, { workspace }, to));
  const store = openStore({ workspace, kind: 'command line', now: 1 });
  const flowId = store.flows.list()[0]?.flowId ?? '';
  store.runs.queue({ runId: 'r', flowId, flowName: 'Orders', flowVersion: 1, mode: 'run', cause: 'manual', queuedAt: 1, parameters: {} });
  store.runs.start('r', 2);
  const counts = { in: 20, out: 0, filtered: 0, duplicates: 0, rejected: 0, fannedOut: 0, used: 0, pending: 20 };
  const step = { kind: 'x', status: 'running' as const, counts, ports: {}, ms: 1 };
  store.steps.put('r', [
    { nodeId: 'read', name: 'Read orders', ...step },
    { nodeId: 'post', name: 'Post orders', ...step },
  ]);
  for (const [at, key] of ['one', 'two'].entries())
    store.effects.intend('r', { nodeId: 'post', key, effects: 'appending-write', records: 10, group: { id: key, origins: [['read', at * 10, 10, 1]] } }, 3);
  store.effects.unknown('r', 'post', 'two', 'no answer');
  store.effects.leaveUnknown('r', 4);
  store.runs.finish('r', { status: 'interrupted', at: 5, durationMs: 3, counts: NO_COUNTS });
  store.close();
}

test('writes of which nobody knows are listed, and decided about on record', async () => {
  await withUnknown();
  const listed = await effects('list');
  expect(listed.code).toBe(0);
  expect(listed.out).toMatch(/^step +records +first +key +why +decided\n/);
  expect(listed.out).toMatch(/Post orders +10 +record 1 of Read orders +one +the program ended/);
  expect(listed.out).toMatch(/Post orders +10 +record 11 of Read orders +two +no answer/);
  expect(listed.err).toContain('2 writes to decide');
  await expect(effects('skip', { step: 'Nothing' })).rejects.toMatchObject({ code: 'unknown-step' });
  await expect(effects('again')).rejects.toMatchObject({ code: 'unknown-action' });
  const decided = await effects('resend', { step: 'Post orders', json: true });
  expect(
    decided.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object),
  ).toMatchObject([
    { key: 'one', decision: 'resend' },
    { key: 'two', decision: 'resend' },
  ]);
  const after = await effects('list');
  expect(after.out.match(/resend \(/g)).toHaveLength(2);
  expect(after.err).toContain('swivel replay r');
});
