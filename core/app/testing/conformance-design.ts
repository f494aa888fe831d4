import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { Client } from '../in-memory-pair.ts';
import { aNode, anEdge, COPY_PEOPLE, contractError, makeFlow, PEOPLE, untilOver } from './conformance-flows.ts';

/** Calls every procedure for drafts: problems, previews, files, formulas, snippets, tables. */
export function describeDesign(clientOf: () => Client): void {
  let client: Client;
  beforeAll(() => {
    client = clientOf();
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
    const look = events[1]?.kind === 'step' ? (events[1].step.look ?? 0) : 0;
    const place = { nodeId: 'read', look, side: 'left' as const, port: 'out' };
    expect(await client.design.look({ flowId, kind: 'rows', place, from: 1, count: 5 })).toMatchObject({ total: 2, rows: [['8', 'Bob']] });
    expect(await client.design.look({ flowId, kind: 'rows', place: { ...place, look: look + 99 }, from: 0, count: 5 })).toBeNull();
    expect(await client.design.personalFields({ flowId, flow, nodeId: 'read', ports: { out: ['name'] } })).toEqual({ out: [] });
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
    expect(listing).toMatchObject({ folder, total: 1, writable: true, entries: [{ name: 'x.ndjson', kind: 'file', bytes: 24 }] });
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
}
