// Upserts by a bare loop over better-sqlite3: all values are in memory before the clock starts, one prepared statement, one transaction, made durable.
// Called as: baseline-sqlite.mjs <orders.csv> <target.sqlite>. Prints {"ms","rows"}.
import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { parse } from 'csv-parse/sync';

const [, , ordersFile = '', targetFile = ''] = process.argv;
const [names, ...rows] = parse(readFileSync(ordersFile));

const begun = performance.now();
const db = new Database(targetFile);
db.pragma('synchronous = FULL');
db.exec('BEGIN IMMEDIATE');
db.exec(`CREATE TABLE orders(${names.map((name) => `${name} TEXT`).join(',')}, UNIQUE (order_ref))`);
const changes = names.filter((name) => name !== 'order_ref').map((name) => `${name} = excluded.${name}`);
const upsert = db.prepare(`INSERT INTO orders VALUES(${names.map(() => '?').join(',')}) ON CONFLICT(order_ref) DO UPDATE SET ${changes.join(',')}`);
for (const row of rows) upsert.run(row);
db.exec('COMMIT');
db.close();
process.stdout.write(JSON.stringify({ ms: performance.now() - begun, rows: rows.length }));
