import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { Client } from '../in-memory-pair.ts';
import { aNode, anEdge, COPY_PEOPLE, contractError, makeFlow, PEOPLE, untilOver } from './conformance-flows.ts';

/** Calls every procedure for runs, their replays, and what flows remember. */
export function describeRuns(clientOf: () => Client): void {
  let client: Client;
  beforeAll(() => {
    client = clientOf();
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
    expect((await client.runs.retrace({ runId, source: 'read', ordinal: 1 })).steps.map(({ nodeId }) => nodeId)).toEqual(['read', 'write']);
    const whole = { runId, nodeId: 'read', port: 'out', origin: { source: 'read', ordinal: 1 }, field: 'name', begins: 'Bo' };
    expect(await client.runs.value(whole)).toEqual({ value: 'Bob', cut: false });
    const searched = [];
    for await (const event of await client.runs.search({ runId, words: 'bob' })) searched.push(event);
    expect(searched[0]).toMatchObject({ kind: 'hits', hits: [{ origin: { source: 'read', ordinal: 1 }, whole: true }] });
    expect(searched.at(-1)).toMatchObject({ kind: 'ended', places: [{ what: 'samples' }, { what: 'rejects' }, { what: 'input', nodeId: 'read' }] });

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
    // A file that was changed only just is looked into again: a file system counts time in steps.
    await expect.poll(() => Date.now() - statSync(join(folder, 'people.csv')).ctimeMs).toBeGreaterThan(60);
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
  }, 120_000);
}
