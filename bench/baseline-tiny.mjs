// The tiny run by hand, in one thread and one loop: ten records read, filtered, computed and written whole, with the least that makes it durable and its
// history too: a row for the run, an intent before the new name, a receipt with samples behind it.
// Called as: baseline-tiny.mjs <orders.csv> <empty folder> <runs>. Prints {"each":[ms, …]}.
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { parse } from 'csv-parse/sync';

const [, , ordersFile = '', folder = '', runs = '0'] = process.argv;
const WARM = 30;

const db = new Database(join(folder, 'history.sqlite'));
db.pragma('journal_mode = WAL');
db.pragma('wal_autocheckpoint = 3000');
db.exec('CREATE TABLE runs (id INTEGER PRIMARY KEY, status TEXT, at INTEGER, ended INTEGER, records INTEGER, samples TEXT)');
db.exec('CREATE TABLE effects (run INTEGER PRIMARY KEY, target TEXT, state TEXT, records INTEGER)');
const begin = db.prepare(`INSERT INTO runs (status, at) VALUES ('running', ?)`);
const intend = db.prepare(`INSERT INTO effects VALUES (?, ?, 'intent', ?)`);
const done = db.prepare(`UPDATE effects SET state = 'done' WHERE run = ?`);
const finish = db.prepare(`UPDATE runs SET status = 'succeeded', ended = ?, records = ?, samples = ? WHERE id = ?`);
const end = db.transaction((run, records, samples) => {
  done.run(run);
  finish.run(Date.now(), records, samples, run);
});

function oneRun() {
  db.pragma('synchronous = NORMAL');
  const run = begin.run(Date.now()).lastInsertRowid;
  db.pragma('synchronous = FULL');
  const read = parse(readFileSync(ordersFile), { columns: true });
  const kept = read
    .filter(({ status }) => status !== 'cancelled')
    .map((row) => ({ ...row, total: Math.round(Number(row.quantity) * Number(row.unit_price) * 100) / 100 }));
  const field = (value) => (/[",\r\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value));
  const text = [Object.keys(kept[0] ?? {}), ...kept.map((row) => Object.values(row))].map((row) => row.map(field).join(',')).join('\r\n');
  const [target, part] = [join(folder, 'out.csv'), join(folder, '.out.part')];
  intend.run(run, target, kept.length);
  const file = openSync(part, 'w');
  writeSync(file, text);
  fsyncSync(file);
  closeSync(file);
  renameSync(part, target);
  const place = openSync(folder, 'r');
  fsyncSync(place);
  closeSync(place);
  if (readFileSync(target, 'utf8') !== text) throw new Error('The file does not hold what was written.');
  end(run, kept.length, JSON.stringify([read, kept]));
}

for (let warm = 0; warm < WARM; warm++) oneRun();
const each = [];
for (let run = 0; run < Number(runs); run++) {
  const begun = performance.now();
  oneRun();
  each.push(performance.now() - begun);
}
db.close();
process.stdout.write(JSON.stringify({ each }));
