import { CloseButton } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useDocument } from '../../state/document.ts';
import { formatRoute } from '../../state/route.ts';
import { type CurrentRun, isOver, useRuns } from '../../state/runs.ts';
import { runGlyph } from '../../ui/RunState.tsx';
import { StateGlyph } from '../../ui/StateGlyph.tsx';
import { formatCount, formatDuration, runStatusWords } from '../../ui/words.ts';
import styles from './RunBanner.module.css';

/** The run shown on the canvas in one line: what became of every record read. */
export function RunBanner() {
  const run = useRuns((state) => state.current);
  const flowId = useDocument((state) => state.flowId);
  const [hidden, setHidden] = useState<string | null>(null);
  if (!run || run.flowId !== flowId || hidden === run.runId) return null;
  const { counts, status } = run;
  const parts = (
    [
      ['read', counts.read],
      [run.mode === 'rehearsal' ? 'would be delivered' : 'delivered', counts.delivered],
      ['filtered', counts.filtered],
      ['duplicates', counts.duplicates],
      ['rejected', counts.rejected],
      ['pending', counts.pending],
    ] as const
  ).filter(([word, count]) => count > 0 || word === 'read' || word === 'delivered');
  return (
    <div className={styles.banner} role="status" data-status={status}>
      <StateGlyph state={runGlyph(status)} />
      <b>{run.mode === 'rehearsal' ? `Rehearsal: ${runStatusWords(status).toLowerCase()}` : runStatusWords(status)}</b>
      {status !== 'queued' &&
        parts.map(([word, count]) => (
          <span key={word} className="num" data-word={word} data-bad={(word === 'rejected' && count > 0) || undefined}>
            {formatCount(count)} {word}
          </span>
        ))}
      {took(run) !== null && (
        <span className="num" data-word="took">
          {formatDuration(took(run) ?? 0)}
        </span>
      )}
      {run.error && (
        <span className={styles.error} title={run.error.message}>
          {run.error.message}
        </span>
      )}
      <a href={formatRoute({ page: 'run', runId: run.runId })}>
        Details <IconArrowRight size={13} aria-hidden="true" />
      </a>
      {isOver(status) && <CloseButton size="xs" aria-label="Hide the run's result" onClick={() => setHidden(run.runId)} />}
    </div>
  );
}

function took({ startedAt, finishedAt, durationMs }: CurrentRun): number | null {
  if (durationMs !== null) return durationMs;
  return startedAt !== null && finishedAt !== null ? finishedAt - startedAt : null;
}
