import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FlowSketch } from '../../engine/testing/toy-flow.ts';
import { DatabaseWorkspace } from '../testing/database-workspace.ts';
import { PLACES, type RealDatabase } from '../testing/real-databases.ts';

/** What the engine and a real database make of the target together. Conservation is checked on every run. */
describe.each(PLACES)('%s', (_product, place) => {
  let database: RealDatabase;
  let workspace: DatabaseWorkspace;
  beforeAll(async () => {
    database = await place();
    workspace = new DatabaseWorkspace(database);
  });
  afterAll(async () => {
    workspace.close();
    await database.drop();
  });
  beforeEach(async () => {
    await database.sql('DROP TABLE IF EXISTS staff');
    await database.sql(
      'CREATE TABLE staff (id INT PRIMARY KEY, name VARCHAR(20) NOT NULL, pay DECIMAL(12,2), mail VARCHAR(60) UNIQUE, hired DATE, CHECK (pay >= 0))',
    );
    await database.sql("INSERT INTO staff VALUES (1, 'Ann', 10.50, 'ann@x', '2026-01-01'), (2, 'Ben', 20, 'ben@x', NULL)");
  });

  type Rows = readonly Record<string, string | number | null>[];
  const write = (rows: Rows, settings: object = {}, more: object = {}, batch = 200) => {
    workspace.rows.set('r', rows);
    const target = { connection: 'db', table: database.table('staff'), ...settings };
    return workspace.go({ nodes: { s: ['rows', { of: 'r', batch }], t: ['database-target', target] }, edges: ['s>t'] }, more);
  };
  const count = async () => Number((await database.sql('SELECT count(*) AS n FROM staff'))[0]?.['n']);

  const THREE = [
    { id: '1', name: 'Ann', pay: '10.5', mail: 'ann@x', hired: '2026-01-01' },
    { id: '2', name: 'Bea', pay: '20.00', mail: 'ben@x', hired: '' },
    { id: '3', name: "O'Cy \\ ☂", pay: '0.1', mail: 'cy@x', hired: '2024-02-29' },
  ];

  test('update or add: counted, read back, and the same again changes nothing', async () => {
    const before = await database.content('staff');
    const rehearsed = await write(THREE, {}, { mode: 'rehearsal' });
    const would = rehearsed.events.find((event) => event.kind === 'would-do');
    expect(would).toMatchObject({ wouldDo: { insert: 1, update: 1, unchanged: 1, delete: 0 } });
    expect(await database.content('staff')).toBe(before);
    const seen = await write(THREE);
    expect(seen.outcome.error).toBeUndefined();
    expect(seen.outcome.receipts).toMatchObject([{ delivered: 3, inserted: 1, updated: 1, unchanged: 1, confirmed: 3, holds: 3 }]);
    const after = await database.content('staff');
    expect(after).toContain("O'Cy");
    expect((await write(THREE)).outcome.receipts).toMatchObject([{ delivered: 3, inserted: 0, updated: 0, unchanged: 3, confirmed: 3 }]);
    expect(await database.content('staff')).toBe(after);
  });

  test('exactly the bad rows among a thousand are rejected, each with the reason in words', async () => {
    const rows = Array.from({ length: 1000 }, (_, at) => ({ id: `${at + 10}`, name: `N${at}`, pay: '1', mail: `m${at}`, hired: '2026-01-01' }));
    const bad: [at: number, change: object, code: string][] = [
      [3, { name: '' }, ''],
      [17, { pay: '-1' }, 'check-constraint'],
      [250, { id: '1' }, 'duplicate-key'],
      [251, { mail: 'ann@x' }, 'duplicate-key'],
      [600, { name: 'a name that is far too long' }, 'too-long'],
      [777, { hired: '2026-02-30' }, 'wrong-type'],
      [999, { id: '10' }, 'duplicate-key'],
    ];
    for (const [at, change] of bad) Object.assign(rows[at] as object, change);
    const seen = await write(rows, { way: 'insert' });
    expect(seen.outcome.error).toBeUndefined();
    const wanted = bad.filter(([, , code]) => code !== '').map(([at, , code]) => [at, code]);
    expect(seen.rejects.map(({ origin, code }) => [origin?.ordinal, code]).sort((a, b) => Number(a[0]) - Number(b[0]))).toEqual(wanted);
    expect(seen.outcome.receipts).toMatchObject([{ delivered: 994, inserted: 994, confirmed: 994, holds: 996 }]);
    for (const { message } of seen.rejects) expect(message.length).toBeGreaterThan(20);
  });

  test('make equal deletes what did not come, as the rehearsal said; update and delete give back what is not there', async () => {
    const rows = [
      { id: '2', name: 'Ben', pay: '20', mail: 'ben@x', hired: '' },
      { id: '7', name: 'Gil', pay: '', mail: '', hired: '' },
    ];
    const would = (await write(rows, { way: 'mirror' }, { mode: 'rehearsal' })).events.find((event) => event.kind === 'would-do');
    expect(would).toMatchObject({ wouldDo: { insert: 1, update: 0, unchanged: 1, delete: 1 } });
    expect((await write(rows, { way: 'mirror' })).outcome.receipts).toMatchObject([{ inserted: 1, unchanged: 1, deleted: 1, holds: 2, confirmed: 2 }]);
    const absent = [
      { id: '2', pay: '5' },
      { id: '9', pay: '5' },
    ];
    const updated = await write(absent, { way: 'update' });
    expect(updated.rejects.map(({ origin, code }) => [origin?.ordinal, code])).toEqual([[1, 'row-missing']]);
    expect(updated.outcome.receipts).toMatchObject([{ delivered: 1, updated: 1, confirmed: 1 }]);
    const deleted = await write(absent, { way: 'delete', missing: 'leave' });
    expect(deleted.outcome.counts).toMatchObject({ filtered: 1, delivered: 1 });
    expect(deleted.outcome.receipts).toMatchObject([{ deleted: 1, holds: 1, confirmed: 1 }]);
    expect((await write([], { way: 'mirror' })).outcome.error).toMatchObject({ code: 'nothing-arrived' });
    expect(await count()).toBe(1);
  });

  test('a run that fails half-way leaves the table as it was; in several transactions what was committed stays and the next run is right', async () => {
    const rows = Array.from({ length: 500 }, (_, at) => ({ id: `${at + 10}`, name: `N${at}`, pay: '1', mail: '', hired: '' }));
    const empties = { emptyText: 'null' };
    const before = await database.content('staff');
    const failing = {
      nodes: {
        s: ['rows', { of: 'r', batch: 50 }],
        f: ['keep', { failAt: 300 }],
        t: ['database-target', { connection: 'db', table: database.table('staff'), ...empties }],
      },
      edges: ['s>f', 'f>t'],
    } as const;
    workspace.rows.set('r', rows);
    const whole = await workspace.go(structuredClone(failing) as never);
    expect(whole.outcome.status).toBe('failed');
    expect(await database.content('staff')).toBe(before);
    const parts = structuredClone(failing) as never as { nodes: Record<string, [string, object]>; edges: string[] };
    Object.assign(parts.nodes['t']?.[1] ?? {}, { transaction: 'rows', rows: 100 });
    const some = await workspace.go(parts as never);
    expect(some.outcome.status).toBe('failed');
    const kept = await count();
    expect(kept).toBeGreaterThan(2);
    expect(kept).toBeLessThan(300);
    const next = await write(rows, empties);
    expect(next.outcome.receipts).toMatchObject([{ delivered: 500, inserted: 502 - kept, unchanged: kept - 2, confirmed: 500, holds: 502 }]);
  });

  test('added rows in several transactions stand one by one in the ledger of effects', async () => {
    const rows = Array.from({ length: 250 }, (_, at) => ({ id: `${at + 10}`, name: `N${at}`, pay: at === 120 ? '-1' : '1' }));
    const seen = await write(rows, { way: 'insert', transaction: 'rows', rows: 100 });
    expect(seen.outcome.error).toBeUndefined();
    const kinds = seen.events.flatMap((event) => (event.kind === 'intent' || event.kind === 'sent' ? [`${event.kind} ${event.records}`] : []));
    expect(kinds).toEqual(['intent 100', 'sent 100', 'intent 100', 'sent 100', 'intent 50', 'sent 50']);
    expect(seen.rejects.map(({ origin, code }) => [origin?.ordinal, code])).toEqual([[120, 'check-constraint']]);
    expect(seen.outcome.receipts).toMatchObject([{ delivered: 249, inserted: 249, confirmed: 249, holds: 251 }]);
  });

  test('names that are code stay names, and the table is made from them', async () => {
    const rows = [{ 'id"; DROP TABLE staff; --': '1', __proto__x: 'a', "with `tick` and 'quote'": 'b', select: 'c' }];
    workspace.rows.set('r', rows);
    const table = database.table('new "table" `x`');
    const target = { connection: 'db', table, create: true, keys: ['id"; DROP TABLE staff; --'] };
    const sketch = { nodes: { s: ['rows', { of: 'r' }], t: ['database-target', target] }, edges: ['s>t'] } as never;
    const rehearsed = await workspace.go(sketch, { mode: 'rehearsal' });
    expect(rehearsed.events.find((event) => event.kind === 'would-do')).toMatchObject({
      wouldDo: { insert: 1, sentence: expect.stringContaining('CREATE TABLE') },
    });
    const seen = await workspace.go(sketch);
    expect(seen.outcome.error).toBeUndefined();
    expect(seen.outcome.receipts).toMatchObject([{ inserted: 1, confirmed: 1 }]);
    expect((await workspace.go(sketch)).outcome.receipts).toMatchObject([{ unchanged: 1, confirmed: 1 }]);
    expect(await count()).toBe(2);
  });

  test('200,000 rows are read and 20,000 of them written in little memory', async () => {
    for (const name of ['many', 'many2'])
      await database.sql(`CREATE TABLE ${name} (id INT PRIMARY KEY, name VARCHAR(40), pay DECIMAL(12,2), at TIMESTAMP NULL)`);
    const numbers = database.kind === 'postgres' ? 'generate_series(1, 200000) AS n(seq)' : 'seq_1_to_200000 AS n';
    await database.sql(`INSERT INTO many SELECT seq, CONCAT('Person number ', seq), seq / 100.0, '2026-01-01 00:00:00' FROM ${numbers}`);
    const few = { match: 'all', items: [{ field: 'id', operator: 'less-or-equal', value: '20000' }] };
    const sketch: FlowSketch = {
      nodes: {
        s: ['database-source', { connection: 'db', table: database.table('many') }],
        f: ['filter-rows', { mode: 'conditions', conditions: few }],
        t: ['database-target', { connection: 'db', table: database.table('many2') }],
      },
      edges: ['s>f', 'f>t'],
    };
    const before = process.memoryUsage().rss;
    let most = before;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss);
    }, 20);
    const seen = await workspace.go(sketch);
    clearInterval(watch);
    expect(seen.outcome.error).toBeUndefined();
    expect(seen.outcome.counts).toMatchObject({ read: 200_000, filtered: 180_000, delivered: 20_000 });
    expect(seen.outcome.receipts).toMatchObject([{ inserted: 20_000, confirmed: 20_000, holds: 20_000 }]);
    expect((most - before) / 1024 / 1024).toBeLessThan(200);
  });
});
