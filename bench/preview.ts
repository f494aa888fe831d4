import { builtPrograms } from './built.ts';
import type { Figure } from './figure.ts';
import { BENCH_FOLDER } from './job-of.ts';
import { runProgram } from './processes.ts';
import { median, rounded } from './rounds.ts';

const EDITS = 50;
const PREVIEW_MS = 100;
/** The steps before the edited one that are not done again: source, filter and mapping. */
const REUSED = 3;

/** The preview of 200 records through ten nodes after an edit of the fifth, through the API. */
export async function previewBench(): Promise<Figure[]> {
  const { inApp, worker } = await builtPrograms();
  const { each } = runProgram<{ each: { ms: number; reused: number }[] }>(inApp, 'preview', BENCH_FOLDER, worker, String(EDITS));
  if (each.some(({ reused }) => reused < REUSED)) throw new Error('A preview did what had not changed once more.');
  const all = each.map(({ ms }) => ms);
  const usual = median(all);
  return [
    { name: 'preview after an edit of the fifth of ten nodes', value: rounded(usual, 1), unit: 'ms', target: PREVIEW_MS, ok: usual <= PREVIEW_MS },
    { name: 'preview after an edit: the slowest of 50', value: rounded(Math.max(...all), 1), unit: 'ms', ok: true },
  ];
}
