// Reads a table by the bare driver into a CSV file, or writes a CSV file into a table by its fastest way: `in` by a cursor or a stream, `out` by COPY or by many
// rows a statement. Called as: baseline-database.mjs <postgres|mysql> <in|out> <port> <user> <database> <table> <file>.
import { createWriteStream, readFileSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import mysql from 'mysql2';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import Cursor from 'pg-cursor';

const [, , product, way, port, user, database, table, file] = process.argv;
const AT_ONCE = 5_000;

function cells() {
  const lines = readFileSync(file, 'utf8').split('\n');
  lines.shift();
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line) => line.split(','));
}

async function postgres() {
  const client = new pg.Client({ host: '127.0.0.1', port: Number(port), user, database, ssl: false });
  await client.connect();
  let rows = 0;
  if (way === 'in') {
    const out = createWriteStream(file);
    const cursor = client.query(new Cursor(`SELECT * FROM ${table}`, [], { rowMode: 'array', types: { getTypeParser: () => (text) => text } }));
    for (let some = await cursor.read(AT_ONCE); some.length > 0; some = await cursor.read(AT_ONCE)) {
      rows += some.length;
      out.write(`${some.map((row) => row.join(',')).join('\n')}\n`);
    }
    out.end();
    await finished(out);
  } else {
    await client.query('BEGIN');
    const stream = client.query(copyFrom(`COPY ${table} FROM STDIN`));
    const all = cells();
    for (let from = 0; from < all.length; from += AT_ONCE) {
      const text = `${all
        .slice(from, from + AT_ONCE)
        .map((row) => row.join('\t'))
        .join('\n')}\n`;
      if (!stream.write(text)) await new Promise((resolve) => stream.once('drain', resolve));
    }
    stream.end();
    await finished(stream);
    await client.query('COMMIT');
    rows = all.length;
  }
  await client.end();
  return rows;
}

async function maria() {
  const client = mysql.createConnection({ host: '127.0.0.1', port: Number(port), user, database, dateStrings: true, supportBigNumbers: true });
  const ask = (sql, values) => new Promise((resolve, reject) => client.query(sql, values, (error, result) => (error ? reject(error) : resolve(result))));
  let rows = 0;
  if (way === 'in') {
    const out = createWriteStream(file);
    let part = [];
    for await (const row of client.query({ sql: `SELECT * FROM ${table}`, rowsAsArray: true }).stream()) {
      part.push(row.join(','));
      rows++;
      if (part.length === AT_ONCE) {
        out.write(`${part.join('\n')}\n`);
        part = [];
      }
    }
    out.end(part.length > 0 ? `${part.join('\n')}\n` : '');
    await finished(out);
  } else {
    await ask('START TRANSACTION');
    const all = cells();
    for (let from = 0; from < all.length; from += AT_ONCE) await ask(`INSERT INTO ${table} VALUES ?`, [all.slice(from, from + AT_ONCE)]);
    await ask('COMMIT');
    rows = all.length;
  }
  await new Promise((resolve) => client.end(resolve));
  return rows;
}

const begun = performance.now();
const rows = product === 'postgres' ? await postgres() : await maria();
process.stdout.write(JSON.stringify({ ms: performance.now() - begun, rows }));
