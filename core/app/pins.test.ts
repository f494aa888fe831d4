import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type App, createApp } from './create-app.ts';
import { type Client, inMemoryClient } from './in-memory-pair.ts';
import { appOptions } from './testing/open-app.ts';

let workspace: string;
let app: App;
let client: Client;
beforeEach(async () => {
  workspace = mkdtempSync(join(tmpdir(), 'swivel-pins-'));
  app = await createApp(appOptions(workspace));
  client = inMemoryClient(app);
});
afterEach(async () => {
  await app.close(0);
  rmSync(workspace, { recursive: true, force: true, maxRetries: 3 });
});

test('pins belong to a flow of the workspace, keep exact values, and are no part of its document', async () => {
  const { flowId } = await client.flows.create({ name: 'Pinned' });
  const before = await client.flows.export({ flowId });
  const records = {
    fields: [{ name: 'id', type: 'integer' as const }],
    rows: [[9_007_199_254_740_993n], [null]],
    origins: [
      { source: 's', ordinal: 4 },
      { source: 's', ordinal: 5 },
    ],
  };
  const pin = await client.design.pin({ flowId, nodeId: 'n', ports: { out: records } });
  expect(pin).toMatchObject({ nodeId: 'n', ports: { out: records } });
  expect(await client.design.pins({ flowId })).toEqual([pin]);
  expect(await client.flows.export({ flowId })).toEqual(before);
  const { flowId: copy } = await client.flows.duplicate({ flowId });
  expect(await client.design.pins({ flowId: copy })).toEqual([]);
  await client.design.unpin({ flowId, nodeId: 'n' });
  expect(await client.design.pins({ flowId })).toEqual([]);
  await expect(client.design.pin({ flowId: 'nobody', nodeId: 'n', ports: {} })).rejects.toMatchObject({ data: { code: 'flow-not-found' } });
});
