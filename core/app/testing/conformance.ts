import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WorkspaceEvent } from '../../api/app-models.ts';
import type { Client } from '../in-memory-pair.ts';
import { aNode, anEdge, COPY_PEOPLE, makeFlow, PEOPLE, untilOver } from './conformance-flows.ts';

/** A client on some transport, to an app with an empty workspace of its own that has the program's examples. */
export interface ConformanceClient {
  client: Client;
  close(): Promise<void>;
}

/** What an error of the contract looks like on the client's side, whatever the transport. */
function contractError(code: string, reportCode: string): object {
  return expect.objectContaining({ code, defined: true, data: expect.objectContaining({ code: reportCode, message: expect.stringMatching(/\w/) }) });
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

    test('backups: made, listed; what is not there can not be restored', async () => {
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
      await client.flows.remove({ flowId });
      expect((await client.flows.list()).map((row) => row.flowId)).not.toContain(flowId);
      await expect(client.flows.get({ flowId })).rejects.toEqual(contractError('NOT_FOUND', 'flow-not-found'));
      await client.flows.restore({ flowId });
      expect((await client.flows.list()).find((row) => row.flowId === flowId)).toMatchObject({ name: 'Staff', version: 3, nodes: 2, lastRun: null });
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
      expect(await client.flows.setLive({ flowId, live: false })).toEqual({ live: false, version: null, nextDue: null });
      const empty = await client.flows.create({ name: 'Empty' });
      await expect(client.flows.setLive({ ...empty, live: true })).rejects.toEqual(contractError('USER', 'flow-not-ready'));
    });

    test('design: problems and fields of a draft, also those that only the disk tells', async () => {
      const { flowId, flow, folder } = await makeFlow(client, 'Inspected', COPY_PEOPLE, { 'people.csv': PEOPLE });
      const { problems, arriving } = await client.design.inspect({ flowId, flow });
      expect(problems).toEqual([]);
      expect(arriving['write']?.['in']?.map((field) => [field.name, field.sample])).toEqual([
        ['id', '007'],
        ['name', 'Ann'],
      ]);
      const [read, write] = flow.nodes;
      const broken = { ...flow, nodes: [{ ...read, config: { path: 'gone.csv' } }, write] } as typeof flow;
      expect((await client.design.inspect({ flowId, flow: broken })).problems).toMatchObject([
        { severity: 'warning', code: 'file-not-found', node: 'read', field: 'path' },
      ]);
      expect(await client.problems.ofFlow({ flowId, flow: { ...flow, edges: [] } })).toContainEqual(
        expect.objectContaining({ code: 'input-not-connected', node: 'write' }),
      );
      expect(existsSync(join(folder, 'out.csv'))).toBe(false);
    });

    test('design.preview streams step by step and writes nothing; leaving it early stops it', async () => {
      const { flowId, flow, folder } = await makeFlow(client, 'Previewed', COPY_PEOPLE, { 'people.csv': PEOPLE });
      const events = [];
      for await (const event of await client.design.preview({ flowId, flow })) events.push(event);
      expect(events.map((event) => (event.kind === 'step' ? event.nodeId : event.kind))).toEqual(['started', 'read', 'write', 'finished']);
      expect(events[1]).toMatchObject({
        step: {
          left: {
            out: {
              total: 2,
              rows: [
                ['007', 'Ann'],
                ['8', 'Bob'],
              ],
            },
          },
        },
      });
      for await (const event of await client.design.preview({ flowId, flow })) if (event.kind === 'started') break;
      expect(existsSync(join(folder, 'out.csv'))).toBe(false);
      await expect(client.design.preview({ flowId, flow, set: { nothing: 'x' } })).rejects.toEqual(contractError('USER', 'unknown-parameter'));
    });

    test('design: files are looked into, kept, and become nodes', async () => {
      const { flowId, folder } = await makeFlow(client, 'Files', { nodes: [], edges: [] });
      const { path } = await client.design.upload({ flowId, name: '../a/b?.csv', base64: Buffer.from('nr;amount\n1;1,50\n2;2,75\n').toString('base64') });
      expect(readFileSync(join(folder, path), 'utf8')).toContain('1,50');
      expect(path).not.toContain('/');
      expect((await client.design.upload({ flowId, name: path, base64: '' })).path).not.toBe(path);
      const peek = await client.design.peek({ flowId, path });
      expect(peek).toMatchObject({
        format: 'csv',
        options: { delimiter: ';' },
        sample: {
          rows: [
            ['1', '1,50'],
            ['2', '2,75'],
          ],
          total: 2,
        },
      });
      await expect(client.design.peek({ flowId, path: 'none.csv' })).rejects.toMatchObject({ code: 'USER', defined: true });
      expect(await client.design.nodeForFile({ flowId, path: join(folder, path) })).toMatchObject({ kind: 'csv-source', config: { path, delimiter: ';' } });
      writeFileSync(join(folder, 'x.ndjson'), '{"id":9007199254740993}\n');
      expect(await client.design.nodeForFile({ flowId, path: 'x.ndjson' })).toMatchObject({ kind: 'json-source', name: 'x', config: { path: 'x.ndjson' } });
      const listing = await client.files.browse({ flowId, folder: '', extensions: ['ndjson'] });
      expect(listing).toMatchObject({ folder, cut: false, entries: [{ name: 'x.ndjson', kind: 'file', bytes: 24 }] });
      await expect(client.files.browse({ folder: join(folder, 'nowhere') })).rejects.toEqual(contractError('USER', 'folder-not-found'));
    });

    test('design: formulas and schedules; big integers cross exactly', async () => {
      const fields = [{ name: 'id', type: 'integer' as const }];
      const evaluated = await client.design.evaluate({ formula: '[id] + 1', fields, rows: [[9007199254740993n], [1]] });
      expect(evaluated.results).toEqual([{ value: 9007199254740994n }, { value: 2 }]);
      await expect(client.design.evaluate({ formula: '[nobody]', fields, rows: [] })).rejects.toMatchObject({ code: 'USER', defined: true });
      expect(await client.design.cron({ expression: '0 1 * * 1-5', zone: 'Europe/Berlin' })).toMatchObject({
        valid: true,
        words: 'At 01:00, Monday to Friday',
      });
      expect(await client.design.cron({ expression: '0 0 30 2 *', zone: 'Europe/Berlin' })).toMatchObject({ valid: false, next: [] });
    });

    test('design: snippets are tried in the sandbox, with their values and their mistakes', async () => {
      const fields = [
        { name: 'id', type: 'integer' as const },
        { name: 'name', type: 'text' as const },
      ];
      const rows = [
        [9007199254740993n, 'Ann'],
        [2, 'Bob'],
      ];
      const origins = rows.map((_, ordinal) => ({ source: 's', ordinal }));
      const sample = { fields, rows, origins, first: 2, total: 2, profile: [], cut: false };
      const attempt = (code: string) => client.design.trySnippet({ config: { language: 'javascript', style: 'record', code }, sample });
      const good = await attempt(`if (record.name === 'Bob') return; console.log('hello'); record.long = record.name + '!'; return record;`);
      expect(good).toMatchObject({ sample: { rows: [[9007199254740993n, 'Ann', 'Ann!']], origins: [{ source: 's', ordinal: 0 }] }, console: ['hello'] });
      expect(good).not.toHaveProperty('error');
      const bad = await attempt(`\nrecord.nothing.more;\nreturn record;`);
      expect(bad).toMatchObject({ error: { code: 'snippet-error', line: 2 }, rejected: { total: 2, reasons: [{ code: 'snippet-error' }, {}] } });
      expect(await attempt('return (;')).toMatchObject({ error: { line: 1 }, sample: { total: 0 } });
      expect((await attempt('for (;;);')).error?.message).toMatch(/second/);
    });

    test('design.sqliteTables tells tables and columns; a file that is no database is said', async () => {
      const { flowId, folder } = await makeFlow(
        client,
        'Tables',
        {
          nodes: [
            aNode('read', 'csv-source', { path: 'people.csv' }, 0),
            aNode('keep', 'sqlite-table', { database: 'x.db', table: 'people', mode: 'append' }, 1),
          ],
          edges: [anEdge('read', 'keep')],
        },
        { 'people.csv': PEOPLE },
      );
      const { runId } = await client.runs.start({ flowId });
      expect((await untilOver(client, runId)).run.status).toBe('succeeded-with-rejects');
      expect(await client.design.sqliteTables({ flowId, path: 'x.db' })).toMatchObject([
        { name: 'people', rows: 2, columns: [{ name: 'id' }, { name: 'name' }] },
      ]);
      expect(await client.design.nodeForFile({ flowId, path: join(folder, 'x.db') })).toMatchObject({
        kind: 'sqlite-query',
        config: { database: 'x.db', sql: 'SELECT * FROM "people"' },
      });
      await expect(client.design.sqliteTables({ flowId, path: 'people.csv' })).rejects.toMatchObject({ code: 'USER', defined: true });
      const plan = await client.runs.replayPlan({ runId });
      expect(plan.steps).toMatchObject([{ action: 'from-capture' }, { action: 'write-again', alreadyWritten: 2 }]);
    });

    test('runs: start, watch from any point, look at everything kept, replay what was rejected', async () => {
      const { flowId, folder } = await makeFlow(client, 'Run', COPY_PEOPLE, { 'people.csv': PEOPLE });
      const { runId } = await client.runs.start({ flowId });
      const all = [];
      for await (const event of await client.runs.watch({ runId })) all.push(event);
      expect(all.map((event) => event.seq)).toEqual(all.map((event) => event.seq).toSorted((a, b) => a - b));
      expect(all.flatMap((event) => (event.kind === 'status' ? [event.status] : []))).toEqual(['queued', 'running', 'succeeded-with-rejects']);
      const later = [];
      for await (const event of await client.runs.watch({ runId, afterSeq: all.at(-2)?.seq ?? 0 })) later.push(event);
      expect(later).toEqual(all.slice(-1));

      const detail = await client.runs.get({ runId });
      expect(detail).toMatchObject({
        captured: true,
        run: { counts: { read: 3, delivered: 2, rejected: 1 } },
        receipts: [{ nodeId: 'write', delivered: 2 }],
        readings: [{ nodeId: 'read', name: join(folder, 'people.csv') }],
      });
      expect((await client.runs.list({ flowId })).runs.map((run) => run.runId)).toEqual([runId]);
      expect(await client.runs.sample({ runId, nodeId: 'read', port: 'out' })).toMatchObject({
        total: 2,
        rows: [
          ['007', 'Ann'],
          ['8', 'Bob'],
        ],
      });
      expect(await client.runs.sample({ runId, nodeId: 'read', port: 'nothing' })).toBeNull();
      expect(await client.runs.rejects({ runId })).toMatchObject({ total: 1, next: null, rejects: [{ nodeId: 'read', row: 4, raw: '9' }] });
      expect((await client.runs.log({ runId })).next).toBeNull();
      expect((await client.runs.follow({ runId, source: 'read', ordinal: 1 })).steps).toMatchObject([{ nodeId: 'read', port: 'out', row: ['8', 'Bob'] }]);

      const plan = await client.runs.replayPlan({ runId, what: 'rejected' });
      expect(plan).toMatchObject({
        possible: true,
        records: 1,
        steps: [
          { nodeId: 'read', action: 'read-outside' },
          { nodeId: 'write', action: 'write-again', alreadyWritten: 2 },
        ],
      });
      writeFileSync(join(folder, 'people.csv'), PEOPLE.replace('9\n', '9,Cy\n'));
      const replay = await client.runs.replay({ runId, what: 'rejected' });
      expect((await untilOver(client, replay.runId)).run).toMatchObject({ status: 'succeeded', replayOf: runId, counts: { read: 1, delivered: 1 } });
      expect(readFileSync(join(folder, 'out.csv'), 'utf8')).toBe('id,name\n9,Cy\n');
      expect((await client.runs.rejects({ runId })).rejects[0]?.resolvedBy).toBe(replay.runId);
      expect(await client.runs.replayPlan({ runId, what: 'rejected' })).toMatchObject({ possible: false });
      await expect(client.runs.replay({ runId, what: 'rejected' })).rejects.toEqual(contractError('USER', 'replay-not-possible'));
    });

    test('what a flow remembers crosses whole, and rejects can be corrected from afar', async () => {
      const nodes = [
        aNode('read', 'csv-source', { path: '*.csv', pick: 'new' }, 0),
        aNode('keep', 'sqlite-table', { database: 'x.db', table: 't', mode: 'append' }, 1),
      ];
      const { flowId, flow, folder } = await makeFlow(client, 'Remembers', { nodes, edges: [anEdge('read', 'keep')] }, { 'people.csv': PEOPLE });
      const { runId } = await client.runs.start({ flowId });
      expect((await untilOver(client, runId)).captures).toMatchObject([{ nodeId: 'read', side: 'out', complete: true, records: 2 }]);
      const memory = await client.design.memory({ flowId, flow });
      expect(memory).toMatchObject({ steps: [{ nodeId: 'read', by: 'files', files: { fresh: [], known: 1 } }], moves: [{ action: 'run', runId }] });
      const change = { action: 'forget' as const, nodeId: 'read', file: 'people.csv' };
      expect(await client.design.changeMemory({ flowId, flow, change })).toMatchObject({
        steps: [{ position: null, files: { fresh: [join(folder, 'people.csv')] } }],
        moves: [{ action: 'forget' }, { action: 'run' }],
      });
      await expect(client.design.changeMemory({ flowId, flow, change })).rejects.toEqual(contractError('USER', 'file-not-known'));
      const { rows } = await client.runs.correctable({ runId, nodeId: 'read' });
      expect(rows).toMatchObject([{ raw: '9', values: [null, null] }]);
      const corrections = rows.map(({ origin }) => ({ nodeId: 'read', ...origin, values: { id: '9', name: 'Cy' } }));
      const replay = await client.runs.replay({ runId, what: 'rejected', corrections });
      expect(await untilOver(client, replay.runId)).toMatchObject({
        run: { counts: { read: 1, delivered: 1 } },
        replay: { of: runId, corrections: [{ to: '9' }, { to: 'Cy' }] },
      });
      const keys = await client.runs.replayPlan({ runId, what: 'keys', keys: { fields: ['id'], values: [['007']] } });
      expect(keys).toMatchObject({ possible: true, records: 1 });
    });

    test('runs: a rehearsal writes nothing, a cancelled run leaves nothing, what is not there is said', async () => {
      const { flowId, folder } = await makeFlow(client, 'Long', COPY_PEOPLE, { 'people.csv': `id,name\n${'123,somebody with a name\n'.repeat(400_000)}` });
      const rehearsal = await client.runs.start({ flowId, mode: 'rehearsal' });
      const { runId } = await client.runs.start({ flowId });
      for await (const event of await client.runs.watch({ runId })) {
        if (event.kind === 'progress') await client.runs.cancel({ runId });
      }
      expect(await untilOver(client, rehearsal.runId)).toMatchObject({ run: { status: 'succeeded', mode: 'rehearsal' }, wouldDo: [{ nodeId: 'write' }] });
      expect((await client.runs.get({ runId })).run.status).toBe('cancelled');
      expect(existsSync(join(folder, 'out.csv'))).toBe(false);
      expect(await client.runs.cancel({ runId })).toEqual({ ok: true });
      await expect(client.runs.start({ flowId: 'nobody' })).rejects.toEqual(contractError('NOT_FOUND', 'flow-not-found'));
      await expect(client.runs.watch({ runId: 'nobody' })).rejects.toEqual(contractError('NOT_FOUND', 'run-not-found'));
      await expect(client.runs.get({ runId: 'nobody' })).rejects.toEqual(contractError('NOT_FOUND', 'run-not-found'));
      await expect(client.runs.start({ flowId, set: { day: '1' } })).rejects.toEqual(contractError('USER', 'unknown-parameter'));
    });
  });
}
