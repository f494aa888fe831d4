import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { StepFacts } from '../core/base/run-facts.ts';
import { Db } from '../core/store/database.ts';
import type { Effect } from '../core/store/effects.ts';
import { openStore } from '../core/store/open-store.ts';
import type { RunRecord } from '../core/store/run-record.ts';
import { FaultFound } from './fault-case.ts';

/** A run as the oracle has seen it. */
export interface SeenRun {
  run: RunRecord;
  effects: Effect[];
}

/**
 * What must hold after every fault, once a program has opened the workspace again: the database is whole, every record of every run is accounted for,
 * no run is still going on, and nothing half-made lies about in the workspace or in `targets`. Throws all that is wrong, or gives the runs, oldest first.
 */
export function examine(workspace: string, targets: readonly string[] = []): SeenRun[] {
  const wrong = [...brokenDatabase(workspace), ...leftovers(workspace, targets)];
  const runs: SeenRun[] = [];
  const store = openStore({ workspace, kind: 'command line', now: Date.now(), readOnly: true });
  try {
    for (const run of everyRun(store)) {
      runs.unshift({ run, effects: store.effects.of(run.runId) });
      wrong.push(...brokenRun(run, store.steps.of(run.runId)), ...brokenLedger(run, store.effects.of(run.runId)));
      if (store.effects.partFiles(run.runId).length > 0) wrong.push(`run ${run.runId} is over, but half products are still on its list`);
    }
    const total = store.runList.page({ limit: 1 }).total;
    if (total !== runs.length) wrong.push(`the history counts ${total} runs but lists ${runs.length}`);
    wrong.push(
      ...strayCaptures(workspace, (runId) => store.captures.of(runId).flatMap((capture) => (capture.removedAt === null ? basename(capture.file) : []))),
    );
  } finally {
    store.close();
  }
  if (wrong.length > 0) throw new FaultFound(wrong.join('\n'));
  return runs;
}

function* everyRun(store: ReturnType<typeof openStore>): Generator<RunRecord> {
  for (let after: string | undefined, more = true; more; ) {
    const page = store.runList.page({ limit: 500, after });
    yield* page.runs;
    after = page.next ?? undefined;
    more = page.next !== null;
  }
}

function brokenDatabase(workspace: string): string[] {
  const db = new Db(join(workspace, 'swivel.sqlite'), { readOnly: true });
  try {
    const answers = db.all<{ integrity_check: string }>('PRAGMA integrity_check').map((row) => row.integrity_check);
    const strangers = db.all('PRAGMA foreign_key_check').length;
    return [
      ...answers.filter((answer) => answer !== 'ok').map((answer) => `the database is not whole: ${answer}`),
      ...(strangers > 0 ? [`${strangers} rows of the database belong to nothing`] : []),
    ];
  } finally {
    db.close();
  }
}

/** What is wrong with one run after a restart; exported for the oracle's own test. */
export function brokenRun(run: RunRecord, steps: readonly StepFacts[]): string[] {
  const wrong: string[] = [];
  const { read, delivered, filtered, duplicates, rejected, pending } = run.counts;
  const books = JSON.stringify(run.counts);
  if (run.status === 'running' || run.status === 'queued') wrong.push(`run ${run.runId} is still ${run.status}`);
  if (read !== delivered + filtered + duplicates + rejected + pending) wrong.push(`the books of run ${run.runId} do not balance: ${books}`);
  if (Object.values(run.counts).some((count) => count < 0)) wrong.push(`run ${run.runId} counts less than nothing: ${books}`);
  const succeeded = run.status === 'succeeded' || run.status === 'succeeded-with-rejects';
  if (succeeded && pending !== 0 && run.mode !== 'rehearsal') wrong.push(`run ${run.runId} succeeded with records pending: ${books}`);
  if (run.finishedAt === null) wrong.push(`run ${run.runId} is ${run.status} but has no end`);
  for (const { name, status, counts } of steps) {
    if (status === 'running' || status === 'waiting') wrong.push(`the step ${name} of run ${run.runId} is still ${status}`);
    if (succeeded && counts.pending !== 0) wrong.push(`the step ${name} of the successful run ${run.runId} has records pending: ${JSON.stringify(counts)}`);
  }
  return wrong;
}

function brokenLedger(run: RunRecord, effects: readonly Effect[]): string[] {
  return effects.flatMap(({ nodeId, state, receipt, group }) => {
    if (state === 'intent') return [`what the step ${nodeId} of run ${run.runId} meant to do is neither done nor unknown`];
    if (state === 'done' && !receipt && group === null) return [`the step ${nodeId} of run ${run.runId} is done without a receipt`];
    if (state === 'unknown' && run.status.startsWith('succeeded')) return [`run ${run.runId} succeeded with an unknown effect of the step ${nodeId}`];
    return [];
  });
}

/** Half-made files: parts of targets, spilled data. Half a backup is the business of the next one. */
function leftovers(workspace: string, targets: readonly string[]): string[] {
  const files = [workspace, ...targets].flatMap((folder) => filesUnder(folder));
  const spill = join(workspace, 'spill');
  const spilled = existsSync(spill) && readdirSync(spill).length > 0 ? [`spilled data is left in ${spill}: ${readdirSync(spill).join(', ')}`] : [];
  return [
    ...files.filter((path) => path.endsWith('.part') && !path.startsWith(join(workspace, 'backups'))).map((path) => `the half product ${path} was left behind`),
    ...spilled,
  ];
}

function strayCaptures(workspace: string, listed: (runId: string) => string[]): string[] {
  const captures = join(workspace, 'captures');
  if (!existsSync(captures)) return [];
  return readdirSync(captures).flatMap((runId) => {
    const files = listed(runId);
    if (files.length === 0) return [`the capture ${join(captures, runId)} belongs to no run that knows of it`];
    const there = readdirSync(join(captures, runId));
    return [
      ...files.filter((file) => !there.includes(file)).map((file) => `the captured file ${file} of run ${runId} is gone`),
      ...there.filter((file) => file !== 'manifest.json' && !files.includes(file)).map((file) => `the captured file ${file} of run ${runId} is on no list`),
    ];
  });
}

/** Every file below a folder, as absolute paths. */
export function filesUnder(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
