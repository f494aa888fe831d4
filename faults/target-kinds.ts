import { globSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Drawing, Node } from './flow-on-disk.ts';
import { addToTable, type Copies, readCsv, readJsonLines, readTable, type Sequence, writeSource } from './sequence.ts';

/** A way of writing that is tried under fire. */
export interface TargetKind {
  name: string;
  /**
   * What a run leaves: `replaced` holds only what the last run brought, `upserted` all that ever came, once; `appended` all that ever came, and what an
   * unlucky run brought a second time.
   */
  holds: 'replaced' | 'upserted' | 'appended';
  drawing: Drawing;
  /** Present where each run reads only what is new at the source: adds records there. */
  readsOnlyNew?(folder: string, sequence: Sequence): void;
  /** What the target holds now; `folder` is that of the flow. */
  read(folder: string): Copies;
  /** Bytes that steps of the flow may keep in memory, where the rest is to be spilled. */
  memoryBytes?: number;
  /** How much a run brings: records, from and to, and bytes of filling in each. */
  load: { least: number; most: number; fillingBytes: number };
}

/** A target as a siege goes about it, which may be a system outside: looking there takes its time. */
export interface BesiegedKind extends Omit<TargetKind, 'read'> {
  read(folder: string): Copies | Promise<Copies>;
  /** Takes the target away, where it is no file, so that it is made anew. */
  remove?(): Promise<void>;
}

const LIGHT = { least: 200, most: 900, fillingBytes: 24 };
const SOURCE: Node = ['csv-source', { path: 'in.csv' }];
const TABLE = { database: 'out/records.db', table: 'records', create: true };
const throughTo = (target: Node, between: Record<string, Node> = {}): Drawing => {
  const ids = ['read', ...Object.keys(between), 'write'];
  return {
    nodes: { read: SOURCE, ...between, write: target },
    lines: ids.slice(1).map((id, at) => `${ids[at]}>${id}`),
  };
};
const fromTable = (folder: string) => readTable(join(folder, 'out/records.db'));

/** Every target kind of the program in each of its ways of writing, and the steps that keep something on disk meanwhile. */
export const TARGET_KINDS: readonly TargetKind[] = [
  {
    name: 'csv-target',
    holds: 'replaced',
    load: LIGHT,
    drawing: throughTo(['csv-target', { path: 'out/records.csv' }]),
    read: (folder) => readCsv(join(folder, 'out/records.csv')),
  },
  {
    name: 'json-target',
    holds: 'replaced',
    load: LIGHT,
    drawing: throughTo(['json-target', { path: 'out/records.ndjson', shape: 'lines' }]),
    read: (folder) => readJsonLines(join(folder, 'out/records.ndjson')),
  },
  {
    name: 'sqlite-table insert',
    holds: 'appended',
    load: LIGHT,
    drawing: throughTo(['sqlite-table', { ...TABLE, mode: 'append' }]),
    read: fromTable,
  },
  {
    name: 'sqlite-table upsert',
    holds: 'upserted',
    load: LIGHT,
    drawing: throughTo(['sqlite-table', { ...TABLE, mode: 'upsert', keys: ['seq'] }]),
    read: fromTable,
  },
  {
    name: 'sqlite-table replace',
    holds: 'replaced',
    load: LIGHT,
    drawing: throughTo(['sqlite-table', { ...TABLE, mode: 'replace' }]),
    read: fromTable,
  },
  {
    name: 'keys remembered across runs, insert',
    holds: 'appended',
    load: LIGHT,
    drawing: throughTo(['sqlite-table', { ...TABLE, mode: 'append' }], { once: ['remove-duplicates', { keys: ['seq'], scope: 'across-runs' }] }),
    read: fromTable,
  },
  {
    name: 'rows beyond a watermark, upsert',
    holds: 'upserted',
    readsOnlyNew: (folder, sequence) => addToTable(join(folder, 'in.db'), sequence),
    load: LIGHT,
    drawing: {
      nodes: {
        read: ['sqlite-query', { database: 'in.db', sql: 'SELECT * FROM source', watermark: 'stamp', tie: 'seq' }],
        write: ['sqlite-table', { ...TABLE, mode: 'upsert', keys: ['seq'] }],
      },
      lines: ['read>write'],
    },
    read: fromTable,
  },
  {
    name: 'files marked when they were read, upsert',
    holds: 'upserted',
    readsOnlyNew(folder, sequence) {
      mkdirSync(join(folder, 'in'), { recursive: true });
      writeSource(join(folder, `in/${sequence.first}.csv`), sequence, LIGHT.fillingBytes);
    },
    load: LIGHT,
    drawing: {
      nodes: {
        read: ['csv-source', { path: 'in/*.csv', pick: 'new', after: 'mark' }],
        write: ['sqlite-table', { ...TABLE, mode: 'upsert', keys: ['seq'] }],
      },
      lines: ['read>write'],
    },
    read: fromTable,
  },
  {
    name: 'spilled sort, every step captured',
    holds: 'replaced',
    memoryBytes: 8 * 1024 * 1024,
    load: { least: 9_000, most: 14_000, fillingBytes: 400 },
    drawing: {
      ...throughTo(['csv-target', { path: 'out/records.csv' }], { order: ['sort-rows', { keys: [{ field: 'text', direction: 'descending' }] }] }),
      settings: { capture: 'every' },
    },
    read: (folder) => readCsv(join(folder, 'out/records.csv')),
  },
];

/** A file under a new name in every run, which must not be there before: it gets its name by way of a link. */
export const ALL_OR_NOTHING: TargetKind = {
  name: 'csv-target, never replaced',
  holds: 'replaced',
  load: LIGHT,
  drawing: throughTo(['csv-target', { path: 'out/records-{run}.csv', ifExists: 'fail' }]),
  read: newestCsv,
};

function newestCsv(folder: string): Copies {
  const files = globSync('records-*.csv', { cwd: join(folder, 'out') }).map((name) => join(folder, 'out', name));
  const [newest] = files.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  return newest === undefined ? new Map() : readCsv(newest);
}
