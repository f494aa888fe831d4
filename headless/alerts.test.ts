import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { NO_COUNTS } from '../core/base/run-facts.ts';
import { openStore } from '../core/store/open-store.ts';
import { type AlertsOptions, alertsCommand } from './commands/alerts.ts';
import { importCommand } from './commands/transfer.ts';

let workspace = '';
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'swivel-alerts-'));
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
const alerts = (action: string, id?: string, options: AlertsOptions = {}) => said((to) => alertsCommand(action, id, { workspace, ...options }, to));

test('a run that failed while nobody looked is listed, acknowledged with a note, and stays on record', async () => {
  const file = join(workspace, 'f.swivel.json');
  writeFileSync(file, JSON.stringify({ format: 'swivel/flow', version: 1, id: 'f', name: 'Nightly', nodes: [], edges: [] }));
  await said((to) => importCommand(file, { workspace }, to));
  expect((await alerts('list')).out).toBe('All is well: no alert is open.\n');
  const store = openStore({ workspace, kind: 'command line', now: 1 });
  const flowId = store.flows.list()[0]?.flowId ?? '';
  store.runs.queue({ runId: 'r', flowId, flowName: 'Nightly', flowVersion: 1, mode: 'run', cause: 'schedule', queuedAt: 1, parameters: {} });
  store.runs.start('r', 2);
  store.runs.finish('r', { status: 'failed', at: 3, durationMs: 1, counts: NO_COUNTS });
  store.close();
  await expect(alerts('ack')).rejects.toMatchObject({ code: 'alert-not-named' });
  await expect(alerts('look')).rejects.toMatchObject({ code: 'unknown-action' });
  await expect(alerts('ack', 'nobody')).rejects.toThrow('This alert no longer exists.');
  const listed = await alerts('list', undefined, { json: true });
  const row = JSON.parse(listed.out) as { incidentId: string; title: string };
  expect(row).toMatchObject({ title: 'Nightly failed', kind: 'run-failed', runId: 'r', seenBy: null });
  await alerts('ack', row.incidentId, { note: 'Looking' });
  expect((await alerts('list')).out).toMatch(/Nightly failed/);
  expect((await alerts('list')).out).toMatch(/seen by \S+/);
  expect(JSON.parse((await alerts('list', undefined, { json: true, all: true })).out)).toMatchObject({ seenNote: 'Looking' });
});
