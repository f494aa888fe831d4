/**
 * `npm test`: the checks beside the build, the unit tests, the short campaign of faults, the browser journeys. Counts every test of every runner and names what was skipped; the last line is
 * "N passed, N failed, N skipped". Exits 1 when anything failed; with `--no-skips` also when something was skipped.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installMissing } from './debian-package.ts';
import { needChromium } from './find-chromium.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const results = join(root, 'test-results');
const tally = { passed: 0, failed: 0, skipped: [] as string[], secondTry: [] as string[], failures: [] as string[] };

/** How long each step took, in the order in which they ended. */
const took: string[] = [];

interface Step {
  name: string;
  script: string;
  args: string[];
  env?: Record<string, string>;
  /** Adds the runner's own counts to the tally; without it the step counts as one test. */
  count?: () => void;
  /** A second try where the step did not fail but crashed; true when that one passed. */
  again?: (step: Step) => Promise<boolean>;
}

/** Runs a step as its output goes by; one that runs beside others says all it has to say when it is done. */
function run(step: Step, besideOthers = false): Promise<boolean> {
  if (!besideOthers) console.log(`\n── ${step.name}`);
  const began = performance.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, 'node_modules', step.script), ...step.args], {
      cwd: root,
      stdio: besideOthers ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      env: { ...process.env, ...step.env },
    });
    const said: Buffer[] = [];
    const end = (ok: boolean) => {
      if (besideOthers) {
        console.log(`\n── ${step.name}`);
        process.stdout.write(Buffer.concat(said));
      }
      took.push(`${((performance.now() - began) / 1_000).toFixed(0).padStart(5)} s  ${step.name}`);
      resolve(ok);
    };
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (piece: Buffer) => said.push(piece));
    child.on('error', () => end(false));
    child.on('close', (code) => end(code === 0));
  });
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { name: string; status: string; message?: string; assertionResults: { status: string; fullName: string; failureMessages?: string[] }[] }[];
}

/** The first lines of what a test said when it failed. */
const firstLines = (text: string): string => text.split('\n').slice(0, 6).join('\n      ');

const unitReport = (): VitestReport => JSON.parse(readFileSync(join(results, 'unit.json'), 'utf8')) as VitestReport;
const isOpen = ({ status }: { status: string }) => ['pending', 'skipped', 'todo', 'disabled'].includes(status);

/**
 * Files whose program ended in the middle (a crash of the runtime, not a failed test) are run once more, and named: a crash is told, never hidden. True
 * when all of them pass then.
 */
async function tryCrashedAgain(step: Step): Promise<boolean> {
  const first = unitReport();
  const crashed = first.testResults.filter((file) => file.assertionResults.some(isOpen));
  if (first.numFailedTests > 0 || crashed.length === 0) return false;
  console.log(`\nThe program of these test files ended in the middle; they are run once more:\n${crashed.map(({ name }) => `  ${name}`).join('\n')}`);
  const ok = await run({ ...step, name: `${step.name}, once more`, args: [...step.args, ...crashed.map(({ name }) => name)] });
  const again = unitReport();
  const files = [...first.testResults.filter((file) => !crashed.includes(file)), ...again.testResults];
  const passed = files.flatMap((file) => file.assertionResults).filter(({ status }) => status === 'passed').length;
  writeFileSync(join(results, 'unit.json'), JSON.stringify({ numPassedTests: passed, numFailedTests: again.numFailedTests, testResults: files }));
  return ok;
}

function countVitest(): void {
  const report = unitReport();
  tally.passed += report.numPassedTests;
  tally.failed += report.numFailedTests;
  for (const file of report.testResults) {
    for (const test of file.assertionResults) {
      if (isOpen(test)) tally.skipped.push(test.fullName);
      if (test.status === 'failed')
        tally.failures.push(`${relative(root, file.name)}: ${test.fullName}\n      ${firstLines(test.failureMessages?.join('\n') ?? '')}`);
    }
    if (file.status === 'failed' && file.message) tally.failures.push(`${relative(root, file.name)}: ${firstLines(file.message)}`);
  }
}

interface PlaywrightSuite {
  title: string;
  suites?: PlaywrightSuite[];
  specs?: { title: string; tests: { status: string }[] }[];
}

function countPlaywright(): void {
  const report = JSON.parse(readFileSync(join(results, 'journeys.json'), 'utf8')) as { suites: PlaywrightSuite[] };
  const walk = (suite: PlaywrightSuite): void => {
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests) {
        if (test.status === 'skipped') tally.skipped.push(`${suite.title}: ${spec.title}`);
        else if (test.status === 'unexpected') {
          tally.failed++;
          tally.failures.push(`${suite.title}: ${spec.title}`);
        } else tally.passed++;
        if (test.status === 'flaky') tally.secondTry.push(`${suite.title}: ${spec.title}`);
      }
    }
    for (const inner of suite.suites ?? []) walk(inner);
  };
  for (const suite of report.suites) walk(suite);
}

interface FaultsReport {
  seed: number;
  passed: number;
  failed: number;
  skipped: string[];
  outcomes: { name: string; fault?: string }[];
}

function countFaults(): void {
  const report = JSON.parse(readFileSync(join(results, 'faults.json'), 'utf8')) as FaultsReport;
  tally.passed += report.passed;
  tally.failed += report.failed;
  tally.skipped.push(...report.skipped);
  const found = report.outcomes.filter(({ fault }) => fault !== undefined);
  tally.failures.push(...found.map(({ name, fault }) => `faults, ${name} (seed ${report.seed}): ${firstLines(fault ?? '')}`));
}

/** They need nothing of each other and run two at a time; the longest first. */
const CHECKS: Step[] = [
  { name: 'Build', script: '../scripts/build.ts', args: [] },
  // Two checks run at a time: one that spreads over all cores takes half as much processor time again, and is done no sooner.
  ...['tests', 'web', 'node', 'pure'].map((name) => ({
    name: `Types (${name})`,
    script: 'typescript/bin/tsc',
    args: ['-p', `tsconfig.${name}.json`, '--singleThreaded'],
  })),
  { name: 'Dead code', script: 'knip/bin/knip.js', args: [] },
  { name: 'Format and lint', script: '@biomejs/biome/bin/biome', args: ['check', '--error-on-warnings', '.'] },
  { name: 'Lockfile', script: '../scripts/check-lock.ts', args: [] },
];

const UNIT_TESTS: Step = {
  name: 'Unit tests',
  script: 'vitest/vitest.mjs',
  args: ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${join(results, 'unit.json')}`],
  env: { SWIVEL_CLI: join(root, 'out/main/cli.js'), SWIVEL_BUILD_STARTABLES: '1' },
  count: countVitest,
  again: tryCrashedAgain,
};

const JOURNEYS: Step[] = [
  {
    name: 'Faults (the short campaign, about two minutes)',
    script: '../faults/run.ts',
    args: ['--short', '--report', join(results, 'faults.json')],
    count: countFaults,
  },
  {
    name: 'Browser journeys',
    script: '@playwright/test/cli.js',
    args: ['test', '--reporter=list,json'],
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: join(results, 'journeys.json') },
    count: countPlaywright,
  },
];

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
const checksOnly = process.argv.includes('--checks-only');
// A real SSH server is tried beside the one of our own.
installMissing('/usr/sbin/sshd', 'openssh-server');
let chromium: string | null = null;
if (!checksOnly) {
  try {
    chromium = needChromium();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
const broken: string[] = [];
async function take(step: Step, besideOthers = false): Promise<boolean> {
  const whole = { ...step, env: { ...step.env, ...(chromium ? { CHROMIUM: chromium } : {}) } };
  const ok = (await run(whole, besideOthers)) || (step.again !== undefined && (await step.again(whole)));
  const before = tally.failed;
  try {
    if (step.count) step.count();
    else if (ok) tally.passed++;
  } catch {
    broken.push(`${step.name} left no report`);
  }
  if (!ok) {
    broken.push(step.name);
    if (tally.failed === before) tally.failed++;
  }
  return ok;
}

const waiting = [...CHECKS];
const takeOneByOne = async () => {
  for (let step = waiting.shift(); step; step = waiting.shift()) await take(step, true);
};
await Promise.all([takeOneByOne(), takeOneByOne()]);
// Without what was built, all the rest would fail.
if (!broken.includes('Build')) for (const step of [UNIT_TESTS, ...(checksOnly ? [] : JOURNEYS)]) await take(step);
console.log(`\nTook:\n${took.join('\n')}`);
if (tally.secondTry.length > 0) console.log(`\nPassed only at a later try:\n${tally.secondTry.map((name) => `  ${name}`).join('\n')}`);
if (tally.skipped.length > 0) console.log(`\nSkipped:\n${tally.skipped.map((name) => `  ${name}`).join('\n')}`);
if (tally.failures.length > 0) console.log(`\nFailed:\n${tally.failures.map((name) => `  ${name}`).join('\n')}`);
if (broken.length > 0) console.log(`\nNot passed: ${broken.join(', ')}`);
console.log(`\n${tally.passed} passed, ${tally.failed} failed, ${tally.skipped.length} skipped`);
process.exitCode = broken.length > 0 || tally.failed > 0 || (process.argv.includes('--no-skips') && tally.skipped.length > 0) ? 1 : 0;
