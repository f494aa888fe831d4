import type { RunDetail } from '../core/api/run-models.ts';
import { formatCount, formatDuration } from '../core/base/amounts.ts';
import { describeError, paint, stepTable, type Terminal } from './terminal.ts';

const instant = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

/** The object that `--json` prints for a run. Instants are ISO 8601 in UTC, durations milliseconds. */
export function runAsJson({ run, steps }: RunDetail): object {
  return {
    runId: run.runId,
    status: run.status,
    ...(run.environment ? { environment: run.environment } : {}),
    startedAt: instant(run.startedAt),
    finishedAt: instant(run.finishedAt),
    durationMs: run.durationMs,
    ...run.counts,
    steps: steps.map(({ nodeId, name, kind, status, counts, ms, error }) => ({
      nodeId,
      name,
      kind,
      status,
      in: counts.in,
      out: counts.out,
      filtered: counts.filtered,
      duplicates: counts.duplicates,
      rejected: counts.rejected,
      ms,
      ...(error ? { error } : {}),
    })),
    ...(run.error ? { error: run.error } : {}),
  };
}

/** A run for a person: its steps, its books, what the targets hold, what went wrong. */
export function runAsText({ run, steps, receipts, wouldDo, explained }: RunDetail, to: Terminal): string {
  const { read, delivered, filtered, duplicates, rejected, pending } = run.counts;
  const colour = run.status === 'succeeded' ? 'green' : run.status === 'succeeded-with-rejects' ? 'yellow' : 'red';
  const lines = [
    stepTable(steps),
    `${paint(colour, run.status.replaceAll('-', ' '), to)} in ${formatDuration(run.durationMs ?? 0)}: ${formatCount(read)} read = ${formatCount(delivered)} delivered + ${formatCount(filtered)} filtered + ${formatCount(duplicates)} duplicates + ${formatCount(rejected)} rejected + ${formatCount(pending)} pending\n`,
  ];
  for (const { sentence } of explained ?? []) lines.push(`${sentence}\n`);
  for (const receipt of receipts)
    lines.push(
      `${receipt.target}: ${formatCount(receipt.delivered)} delivered${receipt.confirmed === undefined ? '' : `, ${formatCount(receipt.confirmed)} confirmed`}${receipt.holds === undefined ? '' : `, holds ${formatCount(receipt.holds)} now`}\n`,
    );
  for (const would of wouldDo)
    lines.push(
      `${would.target}: ${would.sentence ?? `would insert ${formatCount(would.insert)}, update ${formatCount(would.update)}, delete ${formatCount(would.delete)}; ${formatCount(would.unchanged)} unchanged`}\n`,
    );
  if (run.error) lines.push(describeError(run.error, to));
  if (rejected > 0) lines.push(`Rejected records: swivel show ${run.runId} --rejects\n`);
  lines.push(`${paint('dim', `Run ${run.runId}${run.environment === 'test' ? ', in the test environment' : ''}`, to)}\n`);
  return lines.join('');
}
