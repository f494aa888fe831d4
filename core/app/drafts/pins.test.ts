import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type App, createApp } from '../create-app.ts';
import { type Client, inMemoryClient } from '../in-memory-pair.ts';
import { appOptions } from '../testing/open-app.ts';

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

test('personal fields of a pin, and what is made of them, are kept unreadable unless it is said otherwise; what is masked already stays', async () => {
  const { flowId } = await client.flows.create({ name: 'Personal' });
  const { flow: empty } = await client.flows.get({ flowId });
  const node = (id: string, kind: string, config: Record<string, unknown>) => ({ id, kind, version: 1, name: id, config, position: { x: 0, y: 0 } });
  const flow = {
    ...empty,
    settings: {
      ...empty.settings,
      masks: [
        { field: 'iban', way: 'last-four' as const },
        { field: 'name', way: 'hash' as const },
      ],
    },
    nodes: [
      node('read', 'csv-source', { path: join(workspace, 'people.csv') }),
      node('map', 'map-fields', {
        mapping: {
          rest: 'keep',
          items: [
            { from: 'iban', to: 'account' },
            { from: '', to: 'greeting', formula: '"Dear " & [name]' },
          ],
        },
      }),
    ],
    edges: [{ id: 'e', from: { node: 'read', port: 'out' }, to: { node: 'map', port: 'in' } }],
  };
  const names = ['id', 'account', 'greeting', 'name'];
  expect(await client.design.personalFields({ flowId, flow, nodeId: 'map', ports: { out: names } }), 'all, as long as nobody knows what arrives').toEqual({
    out: names,
  });
  writeFileSync(join(workspace, 'people.csv'), 'id,iban,name\n7,DE0012345678,Ana\n');
  expect(await client.design.personalFields({ flowId, flow, nodeId: 'map', ports: { out: names } })).toEqual({ out: ['account', 'greeting', 'name'] });
  const fields = names.map((name) => ({ name, type: 'text' as const }));
  const rows = [['7', 'DE0012345678', 'Dear Ana', 'Ana']];
  const pin = await client.design.pin({ flowId, flow, nodeId: 'map', ports: { out: { fields, rows } } });
  const [row = []] = pin.ports['out']?.rows ?? [];
  expect(row.slice(0, 3)).toEqual(['7', '•••5678', '•••']);
  expect(row[3]).toMatch(/^#[0-9a-f]{16}$/);
  expect(pin.ports['out']?.masked).toEqual(['account', 'greeting', 'name']);
  expect(JSON.stringify(await client.design.pins({ flowId }))).not.toMatch(/Ana|DE0012345678/);

  const edited = {
    ...pin.ports['out'],
    fields,
    rows: [
      ['8', row[1] ?? null, row[2] ?? null, row[3] ?? null],
      ['9', 'DE0099990000', 'Dear Bo', 'Bo'],
    ],
  };
  const again = await client.design.pin({ flowId, flow, nodeId: 'map', ports: { out: edited } });
  expect(again.ports['out']?.rows[0], 'a hash is not hashed again').toEqual(['8', ...row.slice(1)]);
  expect(again.ports['out']?.rows[1]?.slice(0, 3)).toEqual(['9', '•••0000', '•••']);

  const plain = await client.design.pin({ flowId, flow, nodeId: 'map', ports: { out: { fields, rows } }, keepPersonal: true });
  expect(plain.ports).toEqual({ out: { fields, rows } });
});
