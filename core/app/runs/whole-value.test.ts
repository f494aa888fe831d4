import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { aNode, anEdge, makeFlow, untilOver } from '../testing/conformance-flows.ts';
import { openApp } from '../testing/open-app.ts';

const LETTER = 'A very long letter. '.repeat(400);

/** What a program answers that asks for the whole of a cut letter: of the record with this ordinal, as it left a step. */
async function ran(
  { client, workspace }: Awaited<ReturnType<typeof openApp>>,
  settings: { capture: 'input' | 'none' | 'every'; masks?: { field: string; way: 'hash' }[] },
) {
  const { flowId, flow, version } = await makeFlow(client, `Letters ${settings.capture}`, {
    nodes: [
      aNode('read', 'csv-source', { path: join(workspace, 'letters.csv') }, 0),
      aNode('sorted', 'sort-rows', { keys: [{ field: 'id', direction: 'descending' }] }, 1),
      aNode('write', 'csv-target', { path: join(workspace, 'out.csv') }, 2),
    ],
    edges: [anEdge('read', 'sorted'), anEdge('sorted', 'write')],
  });
  await client.flows.save({ flowId, flow: { ...flow, settings: { ...flow.settings, ...settings } }, expectedVersion: version });
  const { runId } = await client.runs.start({ flowId, mode: 'run' });
  expect((await untilOver(client, runId)).run.status).toBe('succeeded');
  return async (nodeId: string, ordinal: number) => {
    const sample = await client.runs.sample({ runId, nodeId, port: 'out' });
    const at = sample?.origins.findIndex((origin) => origin.ordinal === ordinal) ?? -1;
    const shown = String(sample?.rows[at]?.[1]);
    return client.runs.value({ runId, nodeId, port: 'out', origin: { source: 'read', ordinal }, field: 'letter', begins: shown.replace(/…$/, '') });
  };
}

test('a value that a run shows cut is read whole from what it captured, of the record that is meant; a personal field stays unreadable', async () => {
  const app = await openApp();
  writeFileSync(join(app.workspace, 'letters.csv'), `id,letter\n1,short\n2,"${LETTER}2"\n3,"${LETTER}3"\n`);
  const ofInput = await ran(app, { capture: 'input' });
  expect(await ofInput('read', 1)).toEqual({ value: `${LETTER}2`, cut: false });
  expect(await ofInput('read', 2)).toEqual({ value: `${LETTER}3`, cut: false });
  expect(await ofInput('sorted', 1), 'only the input was captured').toBeNull();
  expect(await (await ran(app, { capture: 'every' }))('sorted', 2)).toEqual({ value: `${LETTER}3`, cut: false });
  expect(await (await ran(app, { capture: 'none' }))('read', 1)).toBeNull();
  const masked = await (await ran(app, { capture: 'input', masks: [{ field: 'letter', way: 'hash' }] }))('read', 1);
  expect(String(masked?.value ?? '')).not.toContain('letter');
});
