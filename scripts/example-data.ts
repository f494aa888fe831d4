/**
 * Writes the data of the example flows, the same bytes every time: an HR export with the dirt such files really have, a shop's orders, and
 * the staff lists of two days; what is smaller comes from example-tables.ts.
 * Run with `npm run example-data` after changing it; the files are committed.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import iconv from 'iconv-lite';
import { addresses, bank, createRandom, parcels, products, sales, webshop } from './example-tables.ts';

const examples = fileURLToPath(new URL('../resources/examples/', import.meta.url));

const FIRST =
  'Ana Sean Deniz Jo Ivana Märta Lukas Sofía Aïcha Björn Chloé Dmitri Elif François Grace Hüseyin Ingrid João Katarzyna Liam Maëlle Niamh Olu Priya René Søren Tomáš Ursula Vera Wei Yusuf Zoë'.split(
    ' ',
  );
const LAST =
  "Müller,O'Neil,Çelik,van der Berg,Šimić,García,Øvergård,Lefèvre,Kowalska,Smith,Nguyen,Jäger,Rossi,Okafor,Patel,Brandão,Fischer,Dvořák,Yılmaz,Larsen,Weiß,MacDonald,de la Cruz,Schmidt-Hansen,Ivanova,Tanaka,Öztürk,Bauer,Moreau,Keller"
    .split(',')
    .filter((name) => iconv.decode(iconv.encode(name, 'windows-1252'), 'windows-1252') === name);
const DEPARTMENTS = [
  ['Sales', '4100'],
  ['Sales', '4105'],
  ['Marketing', '4205'],
  ['Finance', '4300'],
  ['Production', '5000'],
  ['Production', '5010'],
  ['Logistics', '5100'],
  ['IT', '6000'],
  ['Human Resources', '6100'],
  ['Research & Development', '7000'],
] as const;
const TITLES = ['Clerk', 'Specialist', 'Senior Specialist', 'Team Lead', 'Engineer', 'Technician', 'Manager', 'Assistant', 'Analyst', 'Apprentice'];

/** An e-mail address made from a name: plain letters only. */
function address(first: string, last: string): string {
  const plain = (name: string) =>
    name
      .normalize('NFD')
      .toLowerCase()
      .replaceAll('ß', 'ss')
      .replaceAll('ø', 'o')
      .replace(/[^a-z-]/g, '');
  return `${plain(first)}.${plain(last)}@example.com`;
}

/** The nightly HR export: semicolons, Windows-1252, CRLF, German dates and amounts, 14 fields, a few of everything that goes wrong. */
function employees(): string {
  const random = createRandom(20261120);
  const int = (limit: number) => Math.floor(random() * limit);
  const pick = <T>(items: readonly T[]): T => items[int(items.length)] as T;
  const pad = (value: number, width: number) => String(value).padStart(width, '0');
  const date = (from: number, to: number) => `${pad(1 + int(28), 2)}.${pad(1 + int(12), 2)}.${from + int(to - from + 1)}`;
  const quote = (text: string) => (/[;"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = ['EmpNo;LastName;FirstName;Email;Phone;BirthDate;HireDate;LeaveDate;Status;Department;CostCtr;JobTitle;Salary;Remark'];
  const row = (number: number): string[] => {
    const [first, last] = [pick(FIRST), pick(LAST)];
    const [department, centre] = pick(DEPARTMENTS);
    const status = random() < 0.88 ? 'Active' : random() < 0.6 ? 'Terminated' : 'On leave';
    const cents = 2_400_000 + int(8_200_000);
    const salary = `${String(Math.floor(cents / 100)).replace(/\B(?=(\d{3})+$)/g, '.')},${pad(cents % 100, 2)}`;
    return [
      pad(number, 6),
      last,
      first,
      address(first, last),
      random() < 0.1 ? '' : `+49 30 ${100000 + int(899999)}`,
      date(1960, 2005),
      date(2001, 2026),
      status === 'Terminated' ? date(2024, 2026) : '',
      status,
      department,
      random() < 0.03 ? '' : centre,
      pick(TITLES),
      salary,
      random() < 0.02 ? 'see file, moved' : '',
    ];
  };
  const set = (fields: string[], at: number, value: string) => {
    fields[at] = value;
    return fields;
  };
  for (let i = 0; i < 5000; i++) {
    const number = 7000 + i * 2;
    const fields = row(number);
    const dirt = random();
    if (dirt < 0.02) set(fields, 1, `  ${fields[1]} `);
    else if (dirt < 0.03) set(fields, 8, ` ${fields[8]?.toUpperCase()} `);
    else if (dirt < 0.036) set(fields, 6, pick(['31.02.2019', 'n/a', '00.00.0000', '2019-4-1']));
    else if (dirt < 0.04) set(fields, 12, pick(['tbd', '-', '54.2OO,00']));
    else if (dirt < 0.042) set(fields, 0, '');
    else if (dirt < 0.048) set(fields, 13, 'works from home;\r\nask "Jo" first');
    if (dirt >= 0.05 && dirt < 0.0514) lines.push(fields.slice(0, 9).join(';'));
    else lines.push(fields.map(quote).join(';'));
    if (dirt >= 0.06 && dirt < 0.075)
      lines.push(
        set([...fields], 11, 'Team Lead')
          .map(quote)
          .join(';'),
      );
  }
  return `${lines.join('\r\n')}\r\n`;
}

/** A shop's orders of one day as nested JSON, with an id beyond 2^53 and a customer nobody knows. */
function orders(): { orders: string; customers: string } {
  const random = createRandom(7);
  const int = (limit: number) => Math.floor(random() * limit);
  const cities = ['Köln', 'Paris', 'Osaka', 'Austin', 'Łódź'];
  const items = Array.from({ length: 240 }, (_, i) => {
    const lines = Array.from(
      { length: 1 + int(4) },
      () => `{ "sku": "S${1000 + int(80)}", "quantity": ${1 + int(9)}, "price": ${(5 + int(9000) / 100).toFixed(2)} }`,
    );
    const status = ['paid', 'paid', 'shipped', 'cancelled'][int(4)];
    return `    { "id": ${9007199254740993n + BigInt(i)}, "customer": { "id": "C${String(int(42)).padStart(3, '0')}", "city": "${cities[int(5)]}" }, "status": "${status}", "created": "2026-11-20T${String(int(24)).padStart(2, '0')}:${String(int(60)).padStart(2, '0')}:00Z", "lines": [${lines.join(', ')}] }`;
  });
  const customers = Array.from(
    { length: 40 },
    (_, i) => `C${String(i).padStart(3, '0')},${i % 7 === 0 ? `"Keller, Söhne & Co ${i}"` : `Customer ${i}`},${['retail', 'wholesale', 'online'][int(3)]}`,
  );
  return {
    orders: `{\n  "exported": "2026-11-21T00:00:00Z",\n  "data": { "orders": [\n${items.join(',\n')}\n  ] }\n}\n`,
    customers: `customer_id,name,segment\n${customers.join('\n')}\n`,
  };
}

/** The staff of two days: some have joined, some have left, some have moved or got another job, and a few records are wrong. */
function staff(): { yesterday: string; today: string } {
  const random = createRandom(20261121);
  const int = (limit: number) => Math.floor(random() * limit);
  const pick = <T>(list: readonly T[]): T => list[int(list.length)] as T;
  const line = (person: readonly string[]) => person.map((value) => (/[",]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)).join(',');
  const person = (number: number) => {
    const [first, last] = [pick(FIRST), pick(LAST)];
    const [department, centre] = pick(DEPARTMENTS);
    const since = `20${String(10 + int(16))}-${String(1 + int(12)).padStart(2, '0')}-${String(1 + int(28)).padStart(2, '0')}`;
    return [`E${number}`, first, last, address(first, last), department, centre, pick(TITLES), (20 + int(41) / 2).toFixed(1), since];
  };
  const before = Array.from({ length: 400 }, (_, at) => person(1000 + at));
  const now: string[][] = [];
  for (const one of before) {
    const chance = random();
    if (chance < 0.03) continue;
    const changed = [...one];
    // The new program writes whole hours without a decimal place: that is no change.
    changed[7] = String(Number(one[7]));
    if (chance < 0.07) changed[6] = pick(TITLES);
    else if (chance < 0.1) [changed[4], changed[5]] = pick(DEPARTMENTS) as unknown as [string, string];
    now.push(changed);
  }
  for (let number = 1400; number < 1415; number++) now.push(person(number));
  now.push([...(now[3] as string[])], ['', ...person(0).slice(1)], [...person(1415).slice(0, 7), '99', '2026-11-21']);
  const head = 'employee_no,first_name,last_name,email,department,cost_centre,job_title,weekly_hours,hired_on';
  return { yesterday: `${[head, ...before.map(line)].join('\n')}\n`, today: `${[head, ...now.map(line)].join('\n')}\n` };
}

const nightly = join(examples, 'nightly-employees');
const shop = join(examples, 'orders-report');
const changes = join(examples, 'changed-employees');
for (const folder of [nightly, shop, changes]) mkdirSync(folder, { recursive: true });
writeFileSync(join(nightly, 'employees_20261120.csv'), iconv.encode(employees(), 'windows-1252'));
const made = orders();
writeFileSync(join(shop, 'orders_20261120.json'), made.orders);
writeFileSync(join(shop, 'customers.csv'), made.customers);
const lists = staff();
writeFileSync(join(changes, 'staff_yesterday.csv'), lists.yesterday);
writeFileSync(join(changes, 'staff_today.csv'), lists.today);

const [{ statement, ledger }, priced] = [bank(), products()];
const TABLES: readonly (readonly [path: string, text: string])[] = [
  ['webshop-lines/webshop_orders.json', webshop()],
  ['bank-reconciliation/statement.csv', statement],
  ['bank-reconciliation/ledger.csv', ledger],
  ['sales-report/sales.csv', sales()],
  ['address-cleaning/addresses.csv', addresses()],
  ['product-prices/incoming/products_20261113.csv', priced.first],
  ['product-prices/incoming/products_20261120.csv', priced.second],
  ['parcels-by-depot/parcels.csv', parcels()],
];
for (const [path, text] of TABLES) {
  const file = join(examples, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
