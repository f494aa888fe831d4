import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Db } from '../core/store/database.ts';

/** Everything a workspace database holds, as one short text: two databases with the same rows have the same. Reads only; null where there is none. */
export function stateOf(workspace: string): string | null {
  const file = join(workspace, 'swivel.sqlite');
  if (!existsSync(file)) return null;
  const db = new Db(file, { readOnly: true });
  try {
    const hash = createHash('sha256').update(`version ${db.pragma<number>('user_version')}`);
    // Paths are where the workspace is, which is not what is compared.
    const place = JSON.stringify(workspace).slice(1, -1);
    for (const { name } of db.all<{ name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`)) {
      hash.update(`\n${name}`);
      for (const row of db.all(`SELECT * FROM "${name}"`)) hash.update(JSON.stringify(row, inHex).replaceAll(place, ''));
    }
    return hash.digest('hex').slice(0, 16);
  } finally {
    db.close();
  }
}

function inHex(_key: string, value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;
}
