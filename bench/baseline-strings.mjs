// The standard job as one would write it by hand for this one file: every step fused, fields as JavaScript strings, one thread.
// Called as: baseline-strings.mjs <orders.csv> <customers.csv> <target.csv | target.sqlite>. Prints {"ms","cpuMs","peakMb","rows"}.
import { closeSync, openSync, readFileSync, readSync, rmSync, writeSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { peakMb } from './peak-memory.ts';

const begun = performance.now();
const [, , ordersFile = '', customersFile = '', targetFile = ''] = process.argv;
const CHUNK = 1 << 20;
const ROWS_A_TRANSACTION = 20_000;
const COMMA = 44;
const NEWLINE = 10;
const QUOTE = 34;

const plain = (field) => (field.charCodeAt(0) === QUOTE ? field.slice(1, -1).replaceAll('""', '"') : field);

/** End of the field that begins at `at`: the place of the comma or newline behind it; -1 when the text ends before. */
function fieldEnd(text, at) {
  if (text.charCodeAt(at) !== QUOTE) {
    let end = at;
    for (let code = text.charCodeAt(end); code !== COMMA && code !== NEWLINE; code = text.charCodeAt(end)) if (++end >= text.length) return -1;
    return end;
  }
  for (let end = at + 1; ; ) {
    end = text.indexOf('"', end);
    if (end < 0) return -1;
    if (text.charCodeAt(end + 1) !== QUOTE) return end + 1 < text.length ? end + 1 : -1;
    end += 2;
  }
}

function readCustomers() {
  const text = readFileSync(customersFile, 'utf8');
  const found = new Map();
  for (let at = text.indexOf('\n') + 1; at < text.length; ) {
    const fields = [];
    for (let more = true; more; ) {
      const end = fieldEnd(text, at);
      fields.push(text.slice(at, end));
      more = text.charCodeAt(end) === COMMA;
      at = end + 1;
    }
    found.set(fields[0], fields);
  }
  return found;
}

function csvTarget() {
  const file = openSync(targetFile, 'w');
  let text = 'id,customer,order_date,status,product,quantity,price,discount,order_ref,note,total,label,customer_name,segment,country\n';
  return {
    put(row, total, label, customer) {
      text += `${row.text.slice(row.starts[0], row.starts[10] - 1)},${total},${label},${customer ? `${customer[1]},${customer[2]},${customer[3]}` : ',,'}\n`;
      if (text.length < CHUNK) return;
      writeSync(file, text);
      text = '';
    },
    end() {
      writeSync(file, text);
      closeSync(file);
    },
  };
}

async function sqliteTarget() {
  const { default: Database } = await import('better-sqlite3');
  rmSync(targetFile, { force: true });
  const db = new Database(targetFile);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  const names = 'id,customer,order_date,status,product,quantity,price,discount,order_ref,note,total,label,customer_name,segment,country'.split(',');
  db.exec(`CREATE TABLE orders(${names.map((name) => (name === 'order_ref' ? 'order_ref TEXT PRIMARY KEY' : name)).join(',')}) WITHOUT ROWID`);
  const changes = names.filter((name) => name !== 'order_ref').map((name) => `${name} = excluded.${name}`);
  const upsert = db.prepare(`INSERT INTO orders VALUES(${names.map(() => '?').join(',')}) ON CONFLICT(order_ref) DO UPDATE SET ${changes.join(',')}`);
  db.exec('BEGIN');
  let waiting = 0;
  return {
    put(row, total, label, customer) {
      const [id, buyer, date, status, product, quantity, price, discount, reference, note] = Array.from({ length: 10 }, (_, at) => row.field(at));
      const more = customer ? [plain(customer[1]), customer[2], customer[3]] : [null, null, null];
      upsert.run(
        Number(id),
        buyer,
        date,
        status,
        plain(product),
        Number(quantity),
        Number(price),
        discount === '' ? null : Number(discount),
        reference,
        plain(note),
        total,
        label,
        ...more,
      );
      if (++waiting % ROWS_A_TRANSACTION === 0) db.exec('COMMIT; BEGIN');
    },
    end() {
      db.exec('COMMIT');
      db.close();
    },
  };
}

const customers = readCustomers();
const target = targetFile.endsWith('.sqlite') ? await sqliteTarget() : csvTarget();
const seen = new Set();
let rows = 0;

/** The order being worked on: where its fields begin in the text. Fields are cut out only when they are needed. */
const row = {
  text: '',
  starts: new Int32Array(11),
  field(at) {
    return this.text.slice(this.starts[at], this.starts[at + 1] - 1);
  },
};

function work() {
  const status = row.field(3);
  if (status === 'cancelled') return;
  const quantity = Number(row.field(5));
  if (quantity < 3) return;
  const reference = row.field(8);
  if (seen.has(reference)) return;
  seen.add(reference);
  const total = Math.round(quantity * Number(row.field(6)) * (1 - Number(row.field(7))) * 100) / 100;
  const month = row.text.slice(row.starts[2], row.starts[2] + 7);
  target.put(row, total, `${status.toUpperCase()}-${month}`, customers.get(row.field(1)));
  rows++;
}

/** Works on all whole rows of the text; returns where the rest begins. */
function takeRows(text, from) {
  const { starts } = row;
  const { length } = text;
  row.text = text;
  for (let rowStart = from; ; ) {
    let at = rowStart;
    starts[0] = at;
    for (let field = 1; field <= 10; field++) {
      if (text.charCodeAt(at) === QUOTE) at = fieldEnd(text, at);
      else for (let code = text.charCodeAt(at); code !== COMMA && code !== NEWLINE && at < length; code = text.charCodeAt(at)) at++;
      if (at < 0 || at >= length) return rowStart;
      starts[field] = ++at;
    }
    work();
    rowStart = at;
  }
}

const file = openSync(ordersFile, 'r');
const chunk = Buffer.allocUnsafe(CHUNK);
const decoder = new StringDecoder('utf8');
let rest = '';
let first = true;
for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) {
  const text = rest + decoder.write(chunk.subarray(0, read));
  rest = text.slice(takeRows(text, first ? text.indexOf('\n') + 1 : 0));
  first = false;
}
target.end();
const { userCPUTime, systemCPUTime } = process.resourceUsage();
process.stdout.write(JSON.stringify({ ms: performance.now() - begun, cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMb: peakMb(), rows }));
