/**
 * Makes a workspace with a long history, for measurements: `node scripts/make-history.ts FOLDER [--runs 1000000] [--steps 20] [--days 90]`. The same numbers
 * give the same history. A million runs with twenty million step rows take some minutes and about three gigabytes.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { addBulkFlows, fillHistory } from '../core/store/bulk-history.ts';
import { openStore } from '../core/store/open-store.ts';

/** Sizes of a made-up history. */
export interface HistorySize {
  runs: number;
  steps: number;
  days: number;
  /** Time of the newest run. */
  until: number;
}

/** Makes the workspace `folder`, which must not be there yet. */
export function makeHistory(folder: string, { runs, steps, days, until }: HistorySize, progress: (runs: number) => void = () => undefined): void {
  const facts = { flows: 200, stepsPerRun: steps, until };
  const store = openStore({ workspace: folder, kind: 'command line', now: until });
  addBulkFlows(store, facts);
  store.close();
  fillHistory({ ...facts, file: join(folder, 'swivel.sqlite'), runs, days, progress });
}

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { runs: { type: 'string', default: '1000000' }, steps: { type: 'string', default: '20' }, days: { type: 'string', default: '90' } },
  });
  const [folder] = positionals;
  if (folder === undefined) throw new Error('Name the folder of the workspace to make.');
  const size = { runs: Number(values.runs), steps: Number(values.steps), days: Number(values.days), until: Date.now() - 120_000 };
  const began = performance.now();
  makeHistory(folder, size, (runs) => {
    if (runs % 50_000 === 0) process.stdout.write(`${runs} runs after ${((performance.now() - began) / 1000).toFixed(0)} s\n`);
  });
}
