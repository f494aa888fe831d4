import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mysqlServer, postgresServer } from '../core/connections/testing/database-servers.ts';
import { PLACES, type RealDatabase } from '../core/nodes/testing/real-databases.ts';
import type { FaultCase, Figures, Ground } from './fault-case.ts';
import { anyMoment, type Moments } from './moments.ts';
import { Siege } from './siege.ts';
import type { BesiegedKind } from './target-kinds.ts';

const WAYS: readonly Pick<BesiegedKind, 'name' | 'holds'>[] = [
  { name: 'insert', holds: 'appended' },
  { name: 'upsert', holds: 'upserted' },
];
const SERVERS = { PostgreSQL: await postgresServer(), MariaDB: await mysqlServer() } as Readonly<Record<string, unknown>>;

/** Family a, too: a program that writes to a database server is killed, between two statements as well as around the commit and its receipt. */
export const KILL_DATABASE: readonly FaultCase[] = PLACES.flatMap(([product, place]) =>
  WAYS.map((way) => ({
    family: 'a' as const,
    name: `${product}, ${way.name}`,
    besideOthers: true,
    // One way on each product is enough for every day.
    onlyLong: (product === 'PostgreSQL') === (way.name === 'insert'),
    notHere: () => (SERVERS[product] ? null : `there is no ${product} on this machine`),
    async run(ground: Ground): Promise<Figures> {
      const database = await place();
      try {
        return await besiege(kindOf(database, way), database, ground);
      } finally {
        await database.drop();
      }
    },
  })),
);

async function besiege(kind: BesiegedKind, { connection }: RealDatabase, ground: Ground): Promise<Figures> {
  const siege = new Siege(kind, ground);
  const file = join(ground.folder, 'connections.json');
  const { id, name, kind: product, config } = connection;
  writeFileSync(
    file,
    JSON.stringify({ format: 'swivel/connections', version: 1, connections: [{ id, kind: product, name, settings: { production: config } }] }),
  );
  await siege.connect(file);
  const writes = await siege.countWrites();
  return siege.run({ moments: aroundCommits(ground, siege, writes), enough: 300, rounds: { whole: 1_000, seconds: 3, least: 3 } });
}

/** Half of the kills fall before a write of the program to its own database: the intent and the receipt of a commit are among them. */
function aroundCommits(ground: Ground, siege: Siege, writes: number): Moments {
  const chance = ground.chance.of('moments');
  const any = anyMoment(chance, () => siege.workspace, 1_500);
  return {
    ...any,
    next: () => (chance.next() < 0.5 ? { atWrite: chance.whole(1, writes) } : any.next()),
  };
}

function kindOf(database: RealDatabase, { name, holds }: Pick<BesiegedKind, 'name' | 'holds'>): BesiegedKind {
  const table = database.table('records');
  const there = table.schema === '' ? 'records' : `${table.schema}.records`;
  return {
    name,
    holds,
    load: { least: 3_000, most: 9_000, fillingBytes: 24 },
    drawing: {
      nodes: {
        read: ['csv-source', { path: 'in.csv' }],
        write: ['database-target', { connection: 'db', table, way: name, create: true, keys: name === 'upsert' ? ['seq'] : [] }],
      },
      lines: ['read>write'],
    },
    async read() {
      if (!(await exists(database))) return new Map();
      await waitForWriters(database, there);
      const copies = new Map<number, number>();
      for (const { seq, copies: times } of await database.sql(`SELECT seq, COUNT(*) AS copies FROM ${there} GROUP BY seq`))
        copies.set(Number(seq), Number(times));
      return copies;
    },
    remove: async () => void (await database.sql(`DROP TABLE IF EXISTS ${there}`)),
  };
}

async function exists(database: RealDatabase): Promise<boolean> {
  const schema = database.kind === 'postgres' ? database.table('').schema : database.connection.config['database'];
  const rows = await database.sql(`SELECT 1 AS there FROM information_schema.tables WHERE table_schema = $1 AND table_name = 'records'`, [schema]);
  return rows.length > 0;
}

/** The server may still be busy with the commit of a program that is gone: a lock on the whole table comes after it. */
async function waitForWriters(database: RealDatabase, table: string): Promise<void> {
  if (database.kind === 'postgres') await database.sql(`BEGIN; LOCK TABLE ${table} IN SHARE MODE; COMMIT`);
  else {
    await database.sql(`LOCK TABLES ${table} READ`);
    await database.sql('UNLOCK TABLES');
  }
}
