import { builtPrograms } from './built.ts';
import type { Figure } from './figure.ts';
import { BENCH_FOLDER } from './job-of.ts';
import { runProgram } from './processes.ts';
import { numberOption, rounded } from './rounds.ts';

const BLOCKED_MS = 50;

/** How long the main thread is held up while four runs of the standard job go on at once and are watched. `--rows N`: orders a run reads, default 1,000,000. */
export async function smoothBench(): Promise<Figure[]> {
  const rows = numberOption('rows', 1_000_000);
  const { inApp, worker } = await builtPrograms();
  const { maxMs, p99Ms, meanMs, events } = runProgram<{ maxMs: number; p99Ms: number; meanMs: number; events: number }>(
    inApp,
    'smooth',
    BENCH_FOLDER,
    worker,
    String(rows),
  );
  if (events === 0) throw new Error('Nobody heard of any progress.');
  return [
    { name: 'main thread with four runs going on: longest hold-up', value: rounded(maxMs, 1), unit: 'ms', target: BLOCKED_MS, ok: maxMs <= BLOCKED_MS },
    { name: 'main thread with four runs going on: 99 of 100 turns take at most', value: rounded(p99Ms, 1), unit: 'ms', ok: true },
    { name: 'main thread with four runs going on: a turn on average', value: rounded(meanMs, 2), unit: 'ms', ok: true },
    { name: 'progress heard by the watchers', value: events, unit: 'events', ok: true },
  ];
}
