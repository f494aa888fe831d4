import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Db } from '../core/store/database.ts';
import { migrate } from '../core/store/migrate.ts';

/** A database as an older program has left it, with a flow in it. */
export function makeOlder(workspace: string, version: number): void {
  mkdirSync(workspace, { recursive: true });
  const db = new Db(join(workspace, 'swivel.sqlite'));
  db.exec('PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL');
  migrate(db, workspace, 1_000, version);
  db.run(`INSERT INTO flows (id, name, description, version, nodes, created_at, updated_at) VALUES ('kept', 'Kept', '', 1, 0, 1, 1)`);
  db.close();
}
