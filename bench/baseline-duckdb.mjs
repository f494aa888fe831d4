// The standard job in DuckDB on two threads, with the records in the order of the file, as ours are: the first of each order reference counts.
// Called as: baseline-duckdb.mjs <orders.csv> <customers.csv> <target.csv>. Prints {"ms","cpuMs","peakMb","rows"}.
import { DuckDBInstance } from '@duckdb/node-api';
import { peakMb } from './peak-memory.ts';

const begun = performance.now();
const [, , ordersFile = '', customersFile = '', targetFile = ''] = process.argv;
const quoted = (path) => `'${path.replaceAll("'", "''")}'`;

const connection = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect();
const columns = `{order_id: 'VARCHAR', customer_id: 'VARCHAR', order_date: 'VARCHAR', status: 'VARCHAR', product: 'VARCHAR', quantity: 'INTEGER',
  unit_price: 'VARCHAR', discount: 'VARCHAR', order_ref: 'VARCHAR', note: 'VARCHAR'}`;
const done = await connection.run(`
  COPY (
    SELECT order_id AS id, kept.customer_id AS customer, order_date, status, product, quantity, unit_price AS price, discount, order_ref, note,
      round(quantity * unit_price::DOUBLE * (1 - coalesce(discount::DOUBLE, 0)), 2) AS total,
      upper(status) || '-' || left(order_date, 7) AS label,
      name AS customer_name, segment, country
    FROM (
      SELECT * FROM (SELECT *, row_number() OVER () AS place FROM read_csv(${quoted(ordersFile)}, header = true, columns = ${columns}))
      WHERE status <> 'cancelled' AND quantity >= 3
      QUALIFY row_number() OVER (PARTITION BY order_ref ORDER BY place) = 1
    ) kept
    LEFT JOIN read_csv(${quoted(customersFile)}, header = true, all_varchar = true) customers ON kept.customer_id = customers.customer_id
    ORDER BY place
  ) TO ${quoted(targetFile)} (HEADER, DELIMITER ',')`);
const ms = performance.now() - begun;
const { userCPUTime, systemCPUTime } = process.resourceUsage();
process.stdout.write(JSON.stringify({ ms, cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMb: peakMb(), rows: Number(done.rowsChanged) }));
process.exit(0);
