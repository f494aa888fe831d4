/** Data of the smaller example flows: made of numbers and invented words only, the same bytes every time. */

/** A small seeded generator (mulberry32): 0 <= x < 1. */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Draws from one seed: whole numbers below a limit, and one of a list. */
export function draws(seed: number): { random(): number; int(limit: number): number; pick<T>(items: readonly T[]): T } {
  const random = createRandom(seed);
  const int = (limit: number) => Math.floor(random() * limit);
  return { random, int, pick: <T>(items: readonly T[]) => items[int(items.length)] as T };
}

const pad = (value: number, width: number) => String(value).padStart(width, '0');
const csv = (header: string, rows: readonly (readonly string[])[], delimiter = ',') =>
  `${[header, ...rows.map((row) => row.map((cell) => (/[",;\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(delimiter))].join('\n')}\n`;

/** Orders of a web shop: each with its buyer and a list of lines; two have no line at all. */
export function webshop(): string {
  const { int, pick } = draws(31);
  const orders = Array.from({ length: 180 }, (_, at) => ({
    order: `W-${pad(10_000 + at, 5)}`,
    placed: `2026-11-${pad(1 + int(20), 2)}`,
    buyer: { number: `B${pad(int(60), 3)}`, country: pick(['DE', 'AT', 'CH', 'FR']) },
    shipping: { method: pick(['parcel', 'express', 'pick-up']), paid: pick([0, 4.9, 9.9]) },
    lines: Array.from({ length: at % 90 === 89 ? 0 : 1 + int(4) }, () => ({
      article: `A-${pad(int(70), 3)}`,
      quantity: 1 + int(5),
      price: (200 + int(9800)) / 100,
    })),
  }));
  return `${JSON.stringify({ shop: 'Example shop', orders }, null, 1)}\n`;
}

/** A bank's statement and the open items of a ledger for the same week: most agree, some amounts differ, some stand on one side only. */
export function bank(): { statement: string; ledger: string } {
  const { random, int, pick } = draws(47);
  const statement: string[][] = [];
  const ledger: string[][] = [];
  for (let at = 0; at < 260; at++) {
    const reference = `INV-${pad(4000 + at, 5)}`;
    const cents = 1500 + int(480_000);
    const day = pad(2 + int(18), 2);
    const chance = random();
    const paid = chance < 0.03 ? cents - 100 * (1 + int(20)) : cents;
    const german = `${String(Math.floor(paid / 100)).replace(/\B(?=(\d{3})+$)/g, '.')},${pad(paid % 100, 2)}`;
    if (chance < 0.9 || chance > 0.95) statement.push([`${day}.11.2026`, chance > 0.98 ? ` ${reference.toLowerCase()} ` : reference, german, 'EUR']);
    if (chance < 0.95) ledger.push([reference, `2026-11-${pad(1 + int(28), 2)}`, (cents / 100).toFixed(2), pick(['rent', 'goods', 'service'])]);
  }
  return { statement: csv('Booked;Reference;Amount;Currency', statement, ';'), ledger: csv('reference,due,amount,kind', ledger) };
}

/** Sales of three quarters; a few amounts are no numbers. */
export function sales(): string {
  const { random, int, pick } = draws(59);
  const rows = Array.from({ length: 1500 }, (_, at) => [
    `S${pad(at + 1, 5)}`,
    `2026-${pad(1 + int(9), 2)}-${pad(1 + int(28), 2)}`,
    pick(['North', 'South', 'East', 'West']),
    pick(['Chairs', 'Desks', 'Lamps', 'Shelves', 'Screens']),
    String(1 + int(12)),
    random() < 0.004 ? pick(['n/a', 'see note']) : ((900 + int(60_000)) / 100).toFixed(2),
  ]);
  return csv('sale,sold_on,region,product,pieces,amount', rows);
}

/** Addresses as they are typed in by hand: blanks, capitals, doubles, postcodes that lost a digit, mail addresses without an @. */
export function addresses(): string {
  const { random, int, pick } = draws(71);
  const rows: string[][] = [];
  for (let at = 0; at < 320; at++) {
    const street = `${pick(['Mill', 'Garden', 'Station', 'Church', 'Lake', 'Forest', 'Bridge', 'Castle'])} ${pick(['Road', 'Street', 'Lane', 'Way'])} ${1 + int(120)}`;
    const [town, first] = pick([
      ['Berlin', 10],
      ['Hamburg', 20],
      ['Köln', 50],
      ['München', 80],
      ['Leipzig', 4],
    ] as const);
    const code = `${pad(first, 2)}${pad(100 + int(800), 3)}`;
    const chance = random();
    const row = [`K${pad(at + 1, 4)}`, street, code, town, `customer${at + 1}@example.com`, `+49 30 ${100_000 + int(899_999)}`];
    if (chance < 0.1) row[1] = `  ${street.toUpperCase()} `;
    else if (chance < 0.16) row[3] = ` ${town.toLowerCase()}`;
    else if (chance < 0.22) row[4] = `Customer${at + 1}@EXAMPLE.com `;
    else if (chance < 0.25) row[2] = code.slice(0, 3);
    else if (chance < 0.28) row[4] = `customer${at + 1}.example.com`;
    else if (chance < 0.34) row[5] = row[5]?.replace('+49 30 ', '030/') ?? '';
    rows.push(row);
    if (chance > 0.96) rows.push([...row.slice(0, 4), ` ${row[4]?.toUpperCase()}`, row[5] ?? '']);
  }
  return csv('customer,street,postcode,town,mail,phone', rows);
}

/** Price lists of two weeks as they arrive in a folder: the second changes some products and brings new ones; one has no price. */
export function products(): { first: string; second: string } {
  const { random, int, pick } = draws(83);
  const product = (at: number) => [
    `P-${pad(at, 4)}`,
    `${pick(['Folding', 'Round', 'Small', 'Tall', 'Plain'])} ${pick(['chair', 'desk', 'lamp', 'shelf', 'stool'])}`,
    ((1000 + int(40_000)) / 100).toFixed(2),
    String(int(200)),
  ];
  const first = Array.from({ length: 150 }, (_, at) => product(at + 1));
  const second = first.filter(() => random() < 0.4).map(([code = '', name = '', , stock = '']) => [code, name, ((1000 + int(40_000)) / 100).toFixed(2), stock]);
  for (let at = 151; at <= 170; at++) second.push(product(at));
  second.push(['P-0171', 'Plain bench', 'on request', '0']);
  return { first: csv('code,name,price,stock', first), second: csv('code,name,price,stock', second) };
}

/** Parcels of a day with the postcode they go to, for depots that each want a list of their own; a few postcodes belong to none. */
export function parcels(): string {
  const { random, int } = draws(97);
  const rows = Array.from({ length: 400 }, (_, at) => [
    `9${pad(at * 37, 8)}`,
    random() < 0.02 ? '' : pad(1000 + int(98_000), 5),
    ((20 + int(3000)) / 100).toFixed(2),
    random() < 0.15 ? 'express' : 'standard',
  ]);
  return csv('parcel,postcode,kilos,service', rows);
}
