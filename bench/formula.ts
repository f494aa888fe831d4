import jsonata from 'jsonata';
import type { Field } from '../core/base/field.ts';
import type { Value } from '../core/base/value.ts';
import { compileFormula } from '../core/formula/compile.ts';
import type { Figure } from './figure.ts';
import { median, ROUNDS, rounded } from './rounds.ts';

const TIMES = 50;
const JSONATA_ROUNDS = 20;
const RECORDS = 1000;
const FORMULA_ROUNDS = 500;
const env = { now: Date.UTC(2026, 10, 20), zone: 'UTC', random: () => 0.5 };

interface Case {
  readonly name: string;
  readonly formula: string;
  readonly fields: readonly Field[];
  readonly record: (i: number) => readonly Value[];
  /** The same in JSONata, where an empty result is `null`. */
  readonly jsonata: string;
  /** The same in plain JavaScript, on the same records. */
  readonly plain: (record: readonly Value[]) => Value;
}

const cases: readonly Case[] = [
  {
    name: 'formula: two numbers',
    formula: '[price] * [quantity]',
    jsonata: 'price * quantity',
    fields: [
      { name: 'price', type: 'number' },
      { name: 'quantity', type: 'integer' },
    ],
    record: (i) => [i * 1.25, i % 7],
    plain: ([price, quantity]) => (price as number) * (quantity as number),
  },
  {
    name: 'formula: two numbers in text',
    formula: '[price] * [quantity]',
    jsonata: '$number(price) * $number(quantity)',
    fields: [
      { name: 'price', type: 'text' },
      { name: 'quantity', type: 'text' },
    ],
    record: (i) => [String(i * 1.25), String(i % 7)],
    plain: ([price, quantity]) => Number(price) * Number(quantity),
  },
  {
    name: 'formula: condition and text',
    formula: 'IF([status] = "A", UPPER([name]), "")',
    jsonata: '$lowercase(status) = "a" ? $uppercase(name) : ""',
    fields: [
      { name: 'status', type: 'text' },
      { name: 'name', type: 'text' },
    ],
    record: (i) => [i % 3 === 0 ? 'A' : 'b', `name ${i}`],
    plain: ([status, name]) => (String(status).toLowerCase() === 'a' ? String(name).toUpperCase() : ''),
  },
  {
    name: 'formula: two texts joined',
    formula: '[first] & " " & [last]',
    jsonata: 'first & " " & last',
    fields: [
      { name: 'first', type: 'text' },
      { name: 'last', type: 'text' },
    ],
    record: (i) => [`first ${i}`, `last ${i}`],
    plain: ([first, last]) => `${String(first)} ${String(last)}`,
  },
];

/** Evaluations a second, the median of some runs after one that does not count. */
async function rateOf(rounds: number, work: () => void | Promise<void>): Promise<number> {
  const took: number[] = [];
  for (let run = 0; run <= ROUNDS; run++) {
    const start = performance.now();
    for (let round = 0; round < rounds; round++) await work();
    if (run > 0) took.push(performance.now() - start);
  }
  return Math.round((RECORDS * rounds * 1000) / median(took));
}

async function measure({ name, formula, fields, record, jsonata: expression, plain }: Case): Promise<Figure[]> {
  const compiled = compileFormula(formula, fields);
  if (!compiled.ok) throw new Error(`The formula of the bench is wrong: ${formula}`);
  const records = Array.from({ length: RECORDS }, (_, i) => record(i));
  const objects = records.map((values) => Object.fromEntries(fields.map((field, at) => [field.name, values[at]])));
  const other = jsonata(expression);
  let current: readonly Value[] = [];
  let seen = 0;
  const read = (position: number): Value => current[position] ?? null;
  for (const [at, object] of objects.entries()) {
    current = records[at] ?? [];
    const [ours, theirs] = [compiled.evaluate(read, env), await other.evaluate(object)];
    if (ours !== theirs || ours !== plain(current)) throw new Error(`${formula} gives ${String(ours)} where JSONata gives ${String(theirs)}.`);
  }
  const value = await rateOf(FORMULA_ROUNDS, () => {
    for (const next of records) {
      current = next;
      if (compiled.evaluate(read, env) !== null) seen++;
    }
  });
  const theirs = await rateOf(JSONATA_ROUNDS, async () => {
    for (const object of objects) if ((await other.evaluate(object)) !== null) seen++;
  });
  const byHand = await rateOf(FORMULA_ROUNDS, () => {
    for (const next of records) if (plain(next) !== null) seen++;
  });
  if (seen === 0) throw new Error('Nothing was evaluated.');
  return [
    { name: `${name}: rate beside JSONata`, value: rounded(value / theirs, 1), unit: 'x', target: TIMES, ok: value >= theirs * TIMES },
    { name: `${name}: rate, and that of JSONata`, value, unit: 'evaluations/s', baseline: theirs, ok: true },
    { name: `${name}: rate, and that of plain JavaScript`, value, unit: 'evaluations/s', baseline: byHand, ok: true },
  ];
}

/** Evaluations of simple formulas a second on one core, record by record, beside the same in JSONata and in plain JavaScript. */
export async function formulaBench(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const one of cases) figures.push(...(await measure(one)));
  return figures;
}
