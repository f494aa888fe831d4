/**
 * `npm run test:faults`: does to the program what can happen to it, and looks whether what it promises still holds. See README.md.
 *
 * --short        about two minutes, as in `npm test`
 * --only a,b     only these families (letters), or cases whose letter and name contain the words (a comma before a space belongs to them)
 * --rounds N     so many rounds of each case
 * --seed N       the same moments and places as the campaign that printed this seed
 * --report FILE  writes the outcome as JSON
 *
 * Ctrl+C ends it after the rounds that are going on, with the figures so far; a second time at once.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CASES } from './cases.ts';
import type { FaultCase, Figures, Ground } from './fault-case.ts';
import { freezeProgram } from './frozen-program.ts';
import { chance } from './seeded.ts';

const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    only: { type: 'string' },
    rounds: { type: 'string' },
    seed: { type: 'string' },
    report: { type: 'string' },
  },
});
const short = values.short;
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
const onlyRounds = values.rounds === undefined ? null : Number(values.rounds);
const words = values.only?.split(/,(?! )/);
const chosen = CASES.filter((one) => !(short && one.onlyLong)).filter(
  (one) => !words || words.some((word) => (word.length === 1 ? one.family === word : `${one.family} ${one.name}`.includes(word))),
);
if (chosen.length === 0 || !Number.isInteger(seed) || (onlyRounds !== null && !(onlyRounds > 0))) {
  console.error(`There is nothing to be done. Families are a to f; cases: ${CASES.map(({ family, name }) => `${family} ${name}`).join(', ')}`);
  process.exit(2);
}

interface Outcome {
  name: string;
  passed: boolean;
  skipped: string | null;
  figures: Figures;
  ms: number;
  fault?: string;
}

/** Longer than this no case may stand still in the short campaign; in the long one it is so many times as long. */
const LONGEST_MS = 180_000;
const LONG_TIMES = 30;
/** Rounds without a number: until everything was tried. */
const MOST_ROUNDS = 10_000;
/** So many times the least rounds, and no more, are gone through for something to happen. */
const MOST_TRIES = 20;
/** A case waits for the drive or for a moment that comes about a third of its time: three go on beside each other on two cores. */
const MOST_BESIDE = 3;
/** The long campaign says at least so often how far a case has come. */
const BEAT_MS = 30_000;

const begun = performance.now();
let interrupted = false;
/** Started by npm the campaign hears one Ctrl+C twice: from the terminal, and passed on by npm. */
const SAME_PRESS_MS = 1_000;
let pressed = Number.NEGATIVE_INFINITY;
const beats = new Map<string, number>();
/** When each case began its last round. */
const rounds = new Map<string, number>();
process.on('SIGINT', () => {
  if (performance.now() - pressed < SAME_PRESS_MS) return;
  if (interrupted) process.exit(130);
  pressed = performance.now();
  interrupted = true;
  console.log('Interrupted: the rounds that are going on are brought to their end. Once more ends at once.');
});
// A case may wait for something that keeps no process alive by itself.
const alive = setInterval(() => undefined, 1_000);
console.log(`Seed ${seed}. Building the program …`);
const program = await freezeProgram();
const home = mkdtempSync(join(tmpdir(), 'swivel-faults-'));
const outcomes: Outcome[] = [];
try {
  const beside = chosen.filter((one) => one.besideOthers === true);
  await Promise.all(Array.from({ length: Math.min(MOST_BESIDE, availableParallelism() + 1) }, () => workThrough(beside)));
  await workThrough(chosen.filter((one) => one.besideOthers !== true));
} finally {
  clearInterval(alive);
  rmSync(home, { recursive: true, force: true, maxRetries: 3 });
  program.remove();
}
report();
// What hangs must not keep the campaign from ending.
if (process.exitCode === 1) process.exit();

async function workThrough(left: FaultCase[]): Promise<void> {
  for (let one = left.shift(); one && !interrupted; one = left.shift()) outcomes.push(await attempt(one));
}

async function attempt(one: FaultCase): Promise<Outcome> {
  const name = `${one.family} ${one.name}`;
  const skipped = one.notHere?.() ?? null;
  if (skipped !== null) {
    console.log(`skip  ${name}: ${skipped}`);
    return { name, passed: false, skipped, figures: {}, ms: 0 };
  }
  const started = performance.now();
  const took = () => Math.round(performance.now() - started);
  const folder = mkdtempSync(join(home, `${one.family}-`));
  try {
    const figures = await inTime(name, one.run(groundFor(one, folder)));
    console.log(`ok    ${name} (${inWords(figures)}; ${(took() / 1000).toFixed(1)} s)`);
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    return { name, passed: true, skipped: null, figures, ms: took() };
  } catch (error) {
    if (interrupted) {
      console.log(`stop  ${name}`);
      return { name, passed: false, skipped: 'interrupted', figures: {}, ms: took() };
    }
    const fault = error instanceof Error ? error.message : String(error);
    console.log(`FAULT ${name}: ${fault}\n      Again: npm run test:faults -- --only ${JSON.stringify(one.name)} --seed ${seed}${short ? ' --short' : ''}`);
    if (!(error instanceof Error) || error.name !== 'Error') console.log(error);
    return { name, passed: false, skipped: null, figures: {}, ms: took(), fault };
  }
}

async function inTime<T>(name: string, work: Promise<T>): Promise<T> {
  const ms = short ? LONGEST_MS : LONGEST_MS * LONG_TIMES;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const since = performance.now();
    timer = setInterval(() => {
      // Where others keep the machine busy, everything takes as many times as long.
      const patience = ms * Math.max(1, (loadavg()[0] ?? 0) / availableParallelism());
      if (performance.now() - Math.max(since, rounds.get(name) ?? 0) > patience) reject(new Error(`it has not come on for ${Math.round(patience / 1_000)} s`));
    }, 1_000);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearInterval(timer);
  }
}

function groundFor(one: FaultCase, folder: string): Ground {
  return {
    program: program.folder,
    folder,
    seed,
    short,
    chance: chance(seed).of(`${one.family} ${one.name}`),
    *rounds({ whole, seconds, least, tried = () => true }) {
      const until = performance.now() + seconds * 1_000;
      const most = onlyRounds ?? whole;
      for (let round = 1; round <= most; round++) {
        if (short && onlyRounds === null && round > least && performance.now() > until && (tried() || round > MOST_TRIES * least)) return;
        if (interrupted) return;
        rounds.set(`${one.family} ${one.name}`, performance.now());
        sayHowFar(`${one.family} ${one.name}`, round, most);
        yield round;
      }
    },
  };
}

function sayHowFar(name: string, round: number, most: number): void {
  const now = performance.now();
  if (short || now - (beats.get(name) ?? begun) < BEAT_MS) return;
  beats.set(name, now);
  console.log(`      ${Math.round((now - begun) / 1_000)} s, ${name}: round ${round}${most >= MOST_ROUNDS ? '' : ` of at most ${most}`}`);
}

/** What the sieges have seen, a line for each kind of target. */
function table(): string {
  const columns = ['rounds', 'kills', 'gaps', 'duplicates', 'duplicates not in the ledger', 'unknown', 'runs interrupted'];
  const rows = outcomes.filter(({ figures }) => 'kills' in figures && 'gaps' in figures);
  if (rows.length === 0) return '';
  const width = Math.max(...rows.map(({ name }) => name.length));
  const line = (name: string, cells: readonly string[]) =>
    `${name.padEnd(width)}  ${cells.map((cell, at) => cell.padStart((columns[at] as string).length)).join('  ')}`;
  const sums = columns.map((column) => String(rows.reduce((sum, { figures }) => sum + (figures[column] ?? 0), 0)));
  return [
    line('', columns),
    ...rows.map(({ name, figures }) =>
      line(
        name,
        columns.map((column) => String(figures[column] ?? 0)),
      ),
    ),
    line('all', sums),
  ].join('\n');
}

function inWords(figures: Figures): string {
  return Object.entries(figures)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}

function report(): void {
  const failed = outcomes.filter((one) => !one.passed && one.skipped === null);
  const skipped = outcomes.filter((one) => one.skipped !== null).map((one) => `${one.name}: ${one.skipped}`);
  const passed = outcomes.filter((one) => one.passed).length;
  if (values.report) writeFileSync(values.report, JSON.stringify({ seed, passed, failed: failed.length, skipped, outcomes }, null, 2));
  const seen = table();
  if (seen !== '') console.log(`\n${seen}`);
  if (failed.length > 0) console.log(`\nFaults found:\n${failed.map((one) => `  ${one.name}: ${one.fault}`).join('\n')}`);
  if (interrupted) console.log(`\nInterrupted: ${chosen.length - outcomes.length} cases of ${chosen.length} were not begun.`);
  console.log(`\n${passed} passed, ${failed.length} failed, ${skipped.length} skipped in ${Math.round((performance.now() - begun) / 1_000)} s (seed ${seed})`);
  process.exitCode = failed.length > 0 ? 1 : 0;
}
