import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { chance } from './seeded.ts';

/** Numbered records, both ends included. */
export interface Sequence {
  first: number;
  last: number;
}

/** Writes the records of a sequence as the source file of a flow: a number, a text made of it, and filling. */
export function writeSource(path: string, { first, last }: Sequence, fillingBytes: number): void {
  const lines = ['seq,text,filling'];
  // Filling that no compression makes smaller, and the same for everyone.
  const filling = chance(first);
  for (let seq = first; seq <= last; seq++) {
    let text = '';
    while (text.length < fillingBytes) text += filling.next().toString(36).slice(2);
    lines.push(`${seq},record ${seq},${text.slice(0, fillingBytes)}`);
  }
  writeFileSync(path, `${lines.join('\n')}\n`);
}

/** Adds the records of a sequence to a table that only grows; seven of them share a `stamp`, so that only `seq` tells them apart. */
export function addToTable(path: string, { first, last }: Sequence): void {
  const database = new Database(path);
  try {
    database.exec('CREATE TABLE IF NOT EXISTS source (seq INTEGER PRIMARY KEY, text TEXT NOT NULL, stamp INTEGER NOT NULL)');
    const insert = database.prepare('INSERT INTO source VALUES (?, ?, ?)');
    database.transaction(() => {
      for (let seq = first; seq <= last; seq++) insert.run(seq, `record ${seq}`, Math.floor(seq / 7));
    })();
  } finally {
    database.close();
  }
}

/** How often each number is found somewhere. */
export type Copies = ReadonlyMap<number, number>;

function count(numbers: Iterable<unknown>): Copies {
  const copies = new Map<number, number>();
  for (const each of numbers) {
    const seq = Number(each);
    copies.set(seq, (copies.get(seq) ?? 0) + 1);
  }
  return copies;
}

/** Numbers in a CSV file written by a flow; every line must be whole. */
export function readCsv(path: string): Copies {
  if (!existsSync(path)) return new Map();
  const content = readFileSync(path, 'utf8');
  if (content === '') return new Map();
  const [header, ...lines] = content.split('\n');
  const end = lines.pop();
  if (header !== 'seq,text,filling' || end !== '') throw new Error(`${path} is not whole: it begins with "${header}" and ends with "${end}"`);
  return count(
    lines.map((line) => {
      const found = /^(\d+),record (\d+),[0-9a-z]+$/.exec(line);
      if (!found || found[1] !== found[2]) throw new Error(`${path} has a broken line: "${line.slice(0, 60)}"`);
      return found[1];
    }),
  );
}

/** Numbers in a file with one JSON object a line. */
export function readJsonLines(path: string): Copies {
  if (!existsSync(path)) return new Map();
  const text = readFileSync(path, 'utf8');
  if (text !== '' && !text.endsWith('\n')) throw new Error(`${path} ends in the middle of a line`);
  return count(
    text
      .split('\n')
      .slice(0, -1)
      .map((line) => (JSON.parse(line) as { seq: unknown }).seq),
  );
}

/** Numbers in the table `records` of a SQLite file, which must be whole. */
export function readTable(path: string): Copies {
  if (!existsSync(path)) return new Map();
  const database = new Database(path);
  try {
    const whole = database.pragma('integrity_check', { simple: true });
    if (whole !== 'ok') throw new Error(`${path} is damaged: ${whole}`);
    const there = database.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'records'`).get();
    return there ? count(database.prepare('SELECT seq FROM records').pluck().iterate()) : new Map();
  } finally {
    database.close();
  }
}

/** What a sink holds of a sequence: the most and the fewest copies of any of its records. */
export function spread(copies: Copies, { first, last }: Sequence): { fewest: number; most: number; missing: number } {
  let [fewest, most, missing] = [Number.POSITIVE_INFINITY, 0, 0];
  for (let seq = first; seq <= last; seq++) {
    const found = copies.get(seq) ?? 0;
    if (found === 0) missing++;
    fewest = Math.min(fewest, found);
    most = Math.max(most, found);
  }
  return { fewest, most, missing };
}
