import type { RunDetail } from '../../../core/api/run-models.ts';
import { catalog } from '../../../core/nodes/index.ts';
import { t } from '../../i18n/i18n.ts';
import { isOver } from '../../state/runs.ts';
import { formatDuration, runStatusWords } from '../../ui/words.ts';
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
  const begin = [line(startedAt, t('Started {{cause}}, version {{version}} of the flow.', { cause: causeWords(run.cause), version: run.flowVersion }))];
  if (!isOver(run.status) || finishedAt === null) return { begin, end: [] };
  const end: LogLine[] = [];
  for (const step of steps) {
    const files = readings.filter((reading) => reading.nodeId === step.nodeId && reading.skipped === undefined);
    if (catalog.get(step.kind)?.role !== 'source') continue;
    const [count, file] = [step.counts.in, baseName(files[0]?.name ?? '')];
    const said =
      files.length === 0
        ? t('read {{count}} records.', { count })
        : files.length === 1
          ? t('read {{count}} records from {{file}}.', { count, file })
          : isPages(files[0]?.name)
            ? t('read {{count}} records from {{pages}} pages of {{address}}.', {
                count,
                pages: files.length,
                address: (files[0]?.name ?? '').replace(/[?].*$/, ''),
              })
            : t('read {{count}} records from {{files}} files.', { count, files: files.length });
    end.push(line(finishedAt, said, step.nodeId));
  }
  for (const step of steps)
    if (step.counts.rejected > 0) end.push(line(finishedAt, t('rejected {{count}} records.', { count: step.counts.rejected }), step.nodeId));
  for (const receipt of receipts)
    end.push(
      line(
        finishedAt,
        t('wrote {{count}} records to {{target}} and committed.', { count: receipt.delivered, target: baseName(receipt.target) }),
        receipt.nodeId,
      ),
    );
  if (run.mode === 'rehearsal') end.push(line(finishedAt, t('A rehearsal: nothing was written.')));
  end.push(
    line(
      finishedAt,
      run.durationMs === null
        ? `${runStatusWords(run.status)}.`
        : t('{{state}} after {{time}}.', { state: runStatusWords(run.status), time: formatDuration(run.durationMs) }),
    ),
  );
  return { begin, end };
}

function baseName(path: string): string {
  return path.replace(/^.*[\\/]/, '');
}

/** What was read by HTTP stands there by its address, page by page. */
function isPages(name: string | undefined): boolean {
  return /^https?:/.test(name ?? '');
}
