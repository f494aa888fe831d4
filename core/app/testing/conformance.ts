import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WorkspaceEvent } from '../../api/app-models.ts';
import type { Client } from '../in-memory-pair.ts';
import { callAlerts } from './conformance-alerts.ts';
import { callConnections } from './conformance-connections.ts';
import { describeDesign } from './conformance-design.ts';
import { aNode, anEdge, COPY_PEOPLE, contractError, makeFlow, PEOPLE } from './conformance-flows.ts';
import { describeRuns } from './conformance-runs.ts';
import { callSnippets } from './conformance-snippets.ts';

/** A client on some transport, to an app with an empty workspace of its own that has the program's examples. */
export interface ConformanceClient {
  client: Client;
  close(): Promise<void>;
}

/** Calls every procedure of the contract through a client, with its errors, its streams, and streams that are left early. */
export function describeConformance(name: string, open: () => Promise<ConformanceClient>): void {
  describe(`the contract over ${name}`, () => {
    let client: Client;
    let close: () => Promise<void>;
    beforeAll(async () => {
      ({ client, close } = await open());
    });
    afterAll(() => close());

    test('app: info, settings, pause', async () => {
      expect(await client.app.info()).toMatchObject({ name: 'Swivel', platform: process.platform });
      const before = await client.app.settings();
      expect(await client.app.saveSettings({ theme: 'dark' })).toEqual({ ...before, theme: 'dark' });
      expect((await client.app.settings()).theme).toBe('dark');
      await expect(client.app.saveSettings({ runsAtOnce: 0 })).rejects.toEqual(contractError('USER', 'bad-input'));
      expect(await client.app.pauseAll({ paused: true })).toEqual({ ok: true });
      expect(await client.app.pauseAll({ paused: false })).toEqual({ ok: true });
    });

    test('backups: made, listed; what is not there cannot be restored', async () => {
      const made = await client.backups.make();
      expect(made).toMatchObject({ content: 'whole', newer: false });
      expect(await client.backups.list()).toMatchObject({ backups: [made], making: false, trouble: null });
      expect(await client.app.history()).toMatchObject({ runs: expect.any(Number), unknown: 0, replayed: 0 });
      await expect(client.backups.restore({ name: 'nothing' })).rejects.toEqual(contractError('USER', 'not-from-here'));
    });

    test('app.watch tells the state at once, then what happens; leaving it early ends it', async () => {
      const events: WorkspaceEvent[] = [];
      let flowId = '';
      for await (const event of await client.app.watch()) {
        events.push(event);
        if (events.length === 1) ({ flowId } = await client.flows.create({ name: 'Watched' }));
        if (event.kind === 'flow-changed') break;
      }
      expect(events[0]).toMatchObject({ kind: 'state', running: [], queued: 0, paused: false });
      expect(events.at(-1)).toEqual({ kind: 'flow-changed', flowId, version: 1 });
      expect((await client.flows.get({ flowId })).flow.name).toBe('Watched');
    });

    test('flows: make, save, rename, copy, remove, restore, versions', async () => {
      const { flowId, flow, version } = await makeFlow(client, 'People', COPY_PEOPLE, { 'people.csv': PEOPLE });
      expect(version).toBe(2);
      await expect(client.flows.save({ flowId, flow, expectedVersion: 1 })).rejects.toEqual(contractError('CONFLICT', 'flow-changed-elsewhere'));
      expect(await client.flows.save({ flowId, flow, expectedVersion: 2 })).toMatchObject({ version: 2 });
      expect(await client.flows.rename({ flowId, name: 'Staff' })).toMatchObject({ version: 3 });
      const versions = await client.flows.versions({ flowId });
      expect(versions.map((row) => row.version)).toEqual([3, 2, 1]);
      expect((await client.flows.version({ flowId, version: 2 })).flow).toEqual(flow);
      await expect(client.flows.version({ flowId, version: 9 })).rejects.toEqual(contractError('NOT_FOUND', 'version-not-found'));
      const copy = await client.flows.duplicate({ flowId });
      expect((await client.flows.get(copy)).flow).toMatchObject({ id: copy.flowId, name: 'Staff (copy)', nodes: flow.nodes });
      expect((await client.flows.kindPairs())['csv-source csv-target']).toBeGreaterThan(1);
      await client.flows.remove({ flowId });
      expect((await client.flows.list()).map((row) => row.flowId)).not.toContain(flowId);
      await expect(client.flows.get({ flowId })).rejects.toEqual(contractError('NOT_FOUND', 'flow-not-found'));
      await client.flows.restore({ flowId });
      expect((await client.flows.list()).find((row) => row.flowId === flowId)).toMatchObject({ name: 'Staff', version: 3, nodes: 2, lastRun: null });
    });

    test('kept: a window finds what it kept', async () => {
      await client.kept.keep({ window: 3, texts: { layout: '{"wide":true}' } });
      expect(await client.kept.all({ window: 3 })).toEqual({ layout: '{"wide":true}' });
    });

    test('flows: export and import keep what this version does not know; examples can be opened', async () => {
      const { flowId } = await makeFlow(client, 'Odd', { nodes: [aNode('x', 'kind-of-tomorrow', { deep: { setting: 1 } }, 0)], edges: [] });
      const { fileName, text } = await client.flows.export({ flowId });
      expect(fileName).toBe('Odd.swivel.json');
      const imported = await client.flows.import({ text: text.replace(flowId, 'another-id'), fileName });
      expect(imported.flowId).toBe('another-id');
      expect((await client.flows.export(imported)).text).toBe(text.replace(flowId, 'another-id'));
      expect((await client.flows.import({ text })).flowId).not.toBe(flowId);
      await expect(client.flows.import({ text: '{"hello":1}' })).rejects.toEqual(contractError('USER', 'not-a-flow'));
      const [example] = await client.flows.examples();
      const made = await client.flows.create({ example: example?.example ?? '' });
      expect((await client.flows.get(made)).flow.name).toBe(example?.name);
      await expect(client.flows.create({ example: '../x' })).rejects.toEqual(contractError('NOT_FOUND', 'example-not-found'));
    });

    test('flows.setLive pins the newest version, and refuses a flow with errors', async () => {
      const schedule = aNode('nightly', 'schedule-trigger', { cron: '0 1 * * *', zone: 'Europe/Berlin', missed: 'skip' }, -1);
      const start = anEdge('nightly', 'read', 'start', 'start');
      const { flowId, version } = await makeFlow(client, 'Live', {
        nodes: [schedule, ...COPY_PEOPLE.nodes],
        edges: COPY_PEOPLE.edges.concat(start).slice(0, 1),
      });
      const state = await client.flows.setLive({ flowId, live: true });
      expect(state).toMatchObject({ live: true, version });
      expect(state.nextDue).toBeGreaterThan(Date.now());
      expect(await client.flows.setLive({ flowId, live: false })).toMatchObject({ live: false, version: null, nextDue: null });
      const empty = await client.flows.create({ name: 'Empty' });
      await expect(client.flows.setLive({ ...empty, live: true })).rejects.toEqual(contractError('USER', 'flow-not-ready'));
    });

    describeDesign(() => client);

    test('connections: kept, tested, switched, looked into; what is taken, late, gone or does not fit is said', () => callConnections(client), 60_000);

    test('alerts: settings, a test that says what is wrong, an incident from its beginning to its end', () => callAlerts(client), 60_000);

    test('snippets: kept, linked, tried and taken over; what is taken, late or gone is said', () => callSnippets(client), 60_000);

    describeRuns(() => client);
  });
}
