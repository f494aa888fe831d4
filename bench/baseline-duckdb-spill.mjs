// Sorting, grouping and removing duplicates in DuckDB on two threads, with little memory and a folder to spill to, in the order that our steps give.
// Called as: baseline-duckdb-spill.mjs <sort|group|distinct> <orders.csv> <target.csv> <memory MiB> <spill folder>. Prints {"ms","cpuMs","peakMb","rows"},
// or null where that memory was not enough, which the timing of its threads decides.
import { DuckDBInstance } from '@duckdb/node-api';

const [, , job = '', ordersFile = '', targetFile = '', memory = '', spillFolder = ''] = process.argv;
const quoted = (path) => `'${path.replaceAll("'", "''")}'`;
const columns = `{order_id: 'VARCHAR', customer_id: 'VARCHAR', order_date: 'VARCHAR', status: 'VARCHAR', product: 'VARCHAR', quantity: 'INTEGER',
  unit_price: 'DECIMAL(18,2)', discount: 'VARCHAR', order_ref: 'VARCHAR', note: 'VARCHAR'}`;
const numbered = `(SELECT *, row_number() OVER () AS place FROM read_csv(${quoted(ordersFile)}, header = true, columns = ${columns}))`;
const JOBS = {
  sort: `SELECT * EXCLUDE place FROM ${numbered} ORDER BY customer_id, unit_price DESC, place`,
  group: `SELECT order_ref, count(*) AS "count", sum(quantity) AS quantity, sum(unit_price) AS price, max(order_date) AS "last" FROM ${numbered} GROUP BY order_ref ORDER BY min(place)`,
  distinct: `SELECT * EXCLUDE place FROM ${numbered} QUALIFY row_number() OVER (PARTITION BY order_ref ORDER BY place DESC) = 1 ORDER BY place`,
};
const begun = performance.now();
const options = { threads: '2', memory_limit: `${memory}MiB`, temp_directory: spillFolder, preserve_insertion_order: 'true' };
const connection = await (await DuckDBInstance.create(':memory:', options)).connect();
const done = await connection.run(`COPY (${JOBS[job]}) TO ${quoted(targetFile)} (HEADER, DELIMITER ',')`).catch((error) => {
  if (!/out of memory/i.test(error.message)) throw error;
  process.stdout.write('null');
  process.exit(0);
});
const ms = performance.now() - begun;
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
process.stdout.write(JSON.stringify({ ms, cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMb: maxRSS / 1024, rows: Number(done.rowsChanged) }));
process.exit(0);
