import { pathToFileURL } from 'node:url';
import type { Field } from '../core/base/field.ts';
import type { Value } from '../core/base/value.ts';
import { compileFormula } from '../core/formula/compile.ts';
import type { Figure } from './figure.ts';

const TARGET = 1_000_000;
const RECORDS = 1000;
const ROUNDS = 500;
const env = { now: Date.UTC(2026, 10, 20), zone: 'UTC', random: () => 0.5 };

interface Case {
  readonly name: string;
  readonly formula: string;
  readonly fields: readonly Field[];
  readonly record: (i: number) => readonly Value[];
  /** The same in plain JavaScript, on the same records. */
  readonly plain: (record: readonly Value[]) => Value;
}

const cases: readonly Case[] = [
  {
    name: 'formula: two numbers',
    formula: '[price] * [quantity]',
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
    fields: [
      { name: 'first', type: 'text' },
      { name: 'last', type: 'text' },
    ],
    record: (i) => [`first ${i}`, `last ${i}`],
    plain: ([first, last]) => `${String(first)} ${String(last)}`,
  },
];

/** Calls a second of the best of three runs. */
function rateOf(work: () => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 4; run++) {
    const start = performance.now();
    work();
    if (run > 0) best = Math.min(best, performance.now() - start);
  }
  return Math.round((RECORDS * ROUNDS * 1000) / best);
}

function measure({ name, formula, fields, record, plain }: Case): Figure {
  const compiled = compileFormula(formula, fields);
  if (!compiled.ok) throw new Error(`The formula of the bench is wrong: ${formula}`);
  const records = Array.from({ length: RECORDS }, (_, i) => record(i));
  let current: readonly Value[] = [];
  let seen = 0;
  const read = (position: number): Value => current[position] ?? null;
  const value = rateOf(() => {
    for (let round = 0; round < ROUNDS; round++)
      for (const next of records) {
        current = next;
        if (compiled.evaluate(read, env) !== null) seen++;
      }
  });
  const baseline = rateOf(() => {
    for (let round = 0; round < ROUNDS; round++) for (const next of records) if (plain(next) !== null) seen++;
  });
  return { name, value, unit: 'evaluations/s', baseline, target: TARGET, ok: value >= TARGET && seen > 0 };
}

/** Evaluations a second of simple formulas on one core, beside the same in plain JavaScript. */
export function formulaBench(): Promise<Figure[]> {
  return Promise.resolve(cases.map(measure));
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  for (const figure of await formulaBench()) process.stdout.write(`${JSON.stringify(figure)}\n`);
