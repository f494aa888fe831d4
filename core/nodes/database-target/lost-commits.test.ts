import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AnyConnectionRun } from '../../catalog/connection-spec.ts';
import { type FlowSketch, sketchFlow } from '../../engine/testing/toy-flow.ts';
import { DatabaseWorkspace } from '../testing/database-workspace.ts';
import { columnShape, MemoryDatabase } from '../testing/memory-database.ts';
import { postgresPlace } from '../testing/real-databases.ts';

/** What the engine notes of a commit whose answer is lost, that was refused, or of a line that is cut: in its ledger, and in the table. */

class MemoryWorkspace extends DatabaseWorkspace {
  readonly database = new MemoryDatabase();
  override kinds() {
    const run = { family: 'database', open: async () => ({ use: this.database, close: async () => undefined }) } as unknown as AnyConnectionRun;
    return { ...super.kinds(), loadConnection: async () => run };
  }
}

let workspace: MemoryWorkspace;
beforeEach(() => {
  workspace = new MemoryWorkspace();
  workspace.database.add('staff', [columnShape('id', 'integer', { nullable: false }), columnShape('name', 'text')], ['id']);
  workspace.rows.set(
    'r',
    Array.from({ length: 10 }, (_, at) => ({ id: at, name: `N${at}` })),
  );
});
afterEach(() => workspace.close());

const connection = { id: 'db', name: 'payroll', kind: 'memory', environment: 'production' as const, revision: 1, config: {}, secrets: {} };
const go = (settings: object) =>
  workspace.run(
    sketchFlow({
      nodes: { s: ['rows', { of: 'r' }], t: ['database-target', { connection: 'db', table: { schema: '', name: 'staff' }, ...settings }] },
      edges: ['s>t'],
    }),
    { connections: [connection] },
  );
const ledger = (seen: Awaited<ReturnType<typeof go>>) =>
  seen.events.flatMap((event) => (['intent', 'not-sent', 'unknown-effect', 'delivered', 'sent'].includes(event.kind) ? [event.kind] : []));
const held = () => workspace.database.known.get('staff')?.rows.length;

test('added rows whose commit is not answered are unknown in the ledger, whether they are there or not', async () => {
  for (const [happens, there] of [
    ['lost-before', 0],
    ['lost-after', 10],
  ] as const) {
    workspace.database.nextCommit = happens;
    const seen = await go({ way: 'insert' });
    expect(seen.outcome.error).toMatchObject({ code: 'commit-unknown' });
    expect(ledger(seen)).toEqual(['intent', 'unknown-effect']);
    expect(seen.events.find((event) => event.kind === 'intent')).toMatchObject({ effects: 'appending-write', records: 10 });
    expect(held()).toBe(there);
  }
});

test('a commit that is refused, and a plan that fails before it, leave nothing unknown', async () => {
  workspace.database.nextCommit = 'refused';
  const refused = await go({ way: 'insert' });
  expect(refused.outcome.status).toBe('failed');
  expect(ledger(refused)).toEqual(['intent', 'not-sent']);
  expect(held()).toBe(0);
  await go({});
  workspace.rows.set('r', [{ id: 1, name: 'N1' }]);
  const stopped = await go({ way: 'mirror', mostDeletes: 3 });
  expect(stopped.outcome.error).toMatchObject({ code: 'too-many-deletes' });
  expect(ledger(stopped)).toEqual(['intent', 'not-sent']);
  expect(held()).toBe(10);
});

test('of added rows in several transactions only the one that was not answered is unknown', async () => {
  workspace.database.nextCommit = 'lost-after';
  const seen = await go({ way: 'insert', transaction: 'rows', rows: 4 });
  expect(seen.outcome.error).toMatchObject({ code: 'effect-unknown' });
  expect(ledger(seen)).toEqual(['intent', 'unknown-effect']);
  expect(held()).toBe(4);
});

test('after any cut of the line the table is whole, and the next run makes it right: nothing lost, nothing doubled', async () => {
  const lines = new Set<Socket>();
  const between = createServer((line) => {
    const server = connect(5432, '127.0.0.1');
    for (const one of [line, server]) lines.add(one.on('error', () => undefined).on('close', () => lines.delete(one)));
    line.pipe(server).pipe(line);
  });
  await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve));
  const place = await postgresPlace({ host: '127.0.0.1', port: (between.address() as AddressInfo).port });
  const real = new DatabaseWorkspace(place);
  try {
    await place.sql('CREATE TABLE staff (id INT PRIMARY KEY, name TEXT)');
    await place.sql("INSERT INTO staff VALUES (0, 'before')");
    for (const cutAt of [40, 120, 390]) {
      const before = await place.content('staff');
      let cut = 0;
      real.rows.set(
        'r',
        Array.from({ length: 400 }, (_, id) => ({
          get id() {
            // The line is cut while earlier records are on their way.
            if (id === cutAt && cut === 0) for (const line of lines) cut += Number(line.resetAndDestroy().destroyed);
            return id;
          },
          name: `N${id} ${cutAt}`,
        })),
      );
      const sketch: FlowSketch = {
        nodes: { s: ['rows', { of: 'r', batch: 40 }], t: ['database-target', { connection: 'db', table: place.table('staff') }] },
        edges: ['s>t'],
      };
      const seen = await real.go(sketch);
      expect(cut, 'ends of lines that were cut').toBeGreaterThan(1);
      if (seen.outcome.status === 'failed') {
        expect(seen.outcome.error).toMatchObject({ class: 'operational' });
        expect(await place.content('staff')).toBe(before);
      } else expect(seen.outcome.receipts).toMatchObject([{ delivered: 400, confirmed: 400 }]);
      const next = await real.go(sketch);
      expect(next.outcome.error).toBeUndefined();
      expect(next.outcome.receipts).toMatchObject([{ delivered: 400, confirmed: 400, holds: 400 }]);
      expect((await place.sql(`SELECT count(*) AS n FROM staff WHERE name LIKE '% ${cutAt}'`))[0]).toEqual({ n: '400' });
    }
  } finally {
    real.close();
    between.close();
    await place.drop();
  }
});
