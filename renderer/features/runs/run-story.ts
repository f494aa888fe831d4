import type { RunDetail } from '../../../core/api/run-models.ts';
import { catalog } from '../../../core/nodes/index.ts';
import { isOver } from '../../state/runs.ts';
import { countOf, formatDuration, runStatusWords } from '../../ui/words.ts';
import { causeWords } from './run-words.ts';
import type { LogLine } from './useRun.ts';

export interface RunStory {
  /** What stands before all that the run said itself. */
  begin: readonly LogLine[];
  /** What stands behind it. */
  end: readonly LogLine[];
}

/** What happened in a run, from what is kept of it: started, what each source read, what each target wrote and confirmed, how it ended. */
export function runStory(detail: RunDetail): RunStory {
  const { run, steps, receipts, readings } = detail;
  const { startedAt, finishedAt } = run;
  if (startedAt === null) return { begin: [], end: [] };
  let seq = 0;
  const line = (at: number, message: string, nodeId?: string): LogLine => {
    seq--;
    return { seq, at, level: 'info', message, ...(nodeId === undefined ? {} : { nodeId }) };
  };
  const begin = [line(startedAt, `Started ${causeWords(run.cause)}, version ${run.flowVersion} of the flow.`)];
  if (!isOver(run.status) || finishedAt === null) return { begin, end: [] };
  const end: LogLine[] = [];
  for (const step of steps) {
    const files = readings.filter((reading) => reading.nodeId === step.nodeId && reading.skipped === undefined);
    if (catalog.get(step.kind)?.role !== 'source') continue;
    const from = files.length === 0 ? '' : files.length === 1 ? ` from ${baseName(files[0]?.name ?? '')}` : ` from ${countOf(files.length, 'file')}`;
    end.push(line(finishedAt, `read ${countOf(step.counts.in, 'record')}${from}.`, step.nodeId));
  }
  for (const step of steps) if (step.counts.rejected > 0) end.push(line(finishedAt, `rejected ${countOf(step.counts.rejected, 'record')}.`, step.nodeId));
  for (const receipt of receipts)
    end.push(line(finishedAt, `wrote ${countOf(receipt.delivered, 'record')} to ${baseName(receipt.target)} and committed.`, receipt.nodeId));
  if (run.mode === 'rehearsal') end.push(line(finishedAt, 'A rehearsal: nothing was written.'));
  end.push(line(finishedAt, `${runStatusWords(run.status)}${run.durationMs === null ? '' : ` after ${formatDuration(run.durationMs)}`}.`));
  return { begin, end };
}

function baseName(path: string): string {
  return path.replace(/^.*[\\/]/, '');
}
