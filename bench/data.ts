import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const STATUS = ['new', 'paid', 'shipped', 'shipped', 'cancelled', 'returned'];
const PRODUCT = [
  'Steel bolt M8',
  'Oak shelf',
  'LED lamp',
  'Café crème set',
  'Größe L Jacke',
  '東京 map',
  'USB-C cable',
  'Desk, folding',
  'Zahnbürste',
  'Garden hose',
];
const WORD = ['please', 'deliver', 'after', 'noon', 'gift', 'wrap', 'fragile', 'call', 'ahead', 'leave', 'porch', 'urgent', 'naïve', 'señor', 'über', '速達'];
const DISCOUNT = ['', '0', '0.05', '0.1', '0.15', '0.2'];
const SEGMENT = ['retail', 'wholesale', 'online', 'partner'];
const COUNTRY = ['DE', 'US', 'FR', 'JP', 'BR', 'GB', 'IN', 'SE'];

export const CUSTOMERS = 10_000;

/** Where the generated files lie. */
export interface BenchData {
  readonly orders: string;
  readonly customers: string;
}

/**
 * Orders (10 columns, about 88 bytes a row) and the customers they name, the same for the same number of rows. Dirty on purpose: quoted fields, doubled
 * quotes, commas, line breaks inside fields, non-ASCII text, empty numbers, one order in ten twice, two customers in a hundred unknown.
 */
export function benchData(rows: number, folder: string): BenchData {
  const data = { orders: join(folder, `orders-${rows}.csv`), customers: join(folder, 'customers.csv') };
  mkdirSync(folder, { recursive: true });
  if (existsSync(data.orders) && existsSync(data.customers)) return data;
  const chance = new Chance(0x9e3779b9);
  writeFileSync(data.customers, customers(chance));
  const part = `${data.orders}.part`;
  const file = openSync(part, 'w');
  let text = 'order_id,customer_id,order_date,status,product,quantity,unit_price,discount,order_ref,note\n';
  for (let id = 1; id <= rows; id++) {
    text += order(id, chance);
    if (text.length > 1 << 20) {
      writeSync(file, text);
      text = '';
    }
  }
  writeSync(file, text);
  closeSync(file);
  renameSync(part, data.orders);
  return data;
}

/** Random numbers that are the same every time (mulberry32). */
class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  of(choices: readonly string[]): string {
    return choices[this.below(choices.length)] ?? '';
  }
}

function customers(chance: Chance): string {
  let text = 'customer_id,name,segment,country\n';
  for (let at = 0; at < CUSTOMERS; at++) {
    const name = at % 37 === 0 ? `Müller, "${at}" & Söhne` : `Customer ${at}`;
    text += `C${padded(at, 5)},${quoted(name)},${chance.of(SEGMENT)},${chance.of(COUNTRY)}\n`;
  }
  return text;
}

function order(id: number, chance: Chance): string {
  const customer = `C${padded(chance.below(CUSTOMERS * 1.02), 5)}`;
  const date = `20${20 + chance.below(6)}-${padded(1 + chance.below(12), 2)}-${padded(1 + chance.below(28), 2)}`;
  const [status, product, quantity] = [chance.of(STATUS), chance.of(PRODUCT), 1 + chance.below(20)];
  const [price, discount] = [(1 + chance.below(99_900) / 100).toFixed(2), chance.of(DISCOUNT)];
  const number = id > 10 && chance.next() < 0.1 ? 1 + chance.below(id - 1) : id;
  const reference = `R${padded(number, 8)}-${(number * 7919) % 97}`;
  return `${id},${customer},${date},${status},${quoted(product)},${quantity},${price},${discount},${reference},${quoted(note(chance))}\n`;
}

function note(chance: Chance): string {
  const kind = chance.next();
  if (kind >= 0.6) return '';
  const words = Array.from({ length: 2 + chance.below(5) }, () => chance.of(WORD)).join(' ');
  return `${words}${kind < 0.08 ? ', see "terms"' : ''}${kind < 0.02 ? '\nsecond line' : ''}`;
}

function padded(value: number, length: number): string {
  return String(value).padStart(length, '0');
}

function quoted(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
