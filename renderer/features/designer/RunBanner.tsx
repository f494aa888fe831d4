import { CloseButton } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useState } from 'react';
import { t, text, told } from '../../i18n/i18n.ts';
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
      [text('read'), counts.read],
      [run.mode === 'rehearsal' ? text('would be delivered') : text('delivered'), counts.delivered],
      [text('filtered'), counts.filtered],
      [text('duplicates'), counts.duplicates],
      [text('rejected'), counts.rejected],
      [text('pending'), counts.pending],
    ] as const
  ).filter(([word, count]) => count > 0 || word === 'read' || word === 'delivered');
  return (
    // Its counts change many times a second: the announcer says the beginning and the end of a run, once.
    <div className={styles.banner} role="status" aria-live="off" data-status={status}>
      <div className={styles.line}>
        <StateGlyph state={runGlyph(status)} beside />
        <b>{run.mode === 'rehearsal' ? t('Rehearsal: {{state}}', { state: runStatusWords(status).toLowerCase() }) : runStatusWords(status)}</b>
        <span className={styles.counts}>
          {status !== 'queued' &&
            parts.map(([word, count]) => (
              <span key={word} className="num" data-word={word} data-bad={(word === 'rejected' && count > 0) || undefined}>
                {formatCount(count)} {word === 'duplicates' && count === 1 ? t('duplicate') : told(word)}
              </span>
            ))}
          {took(run) !== null && (
            <span className="num" data-word="took">
              {formatDuration(took(run) ?? 0)}
            </span>
          )}
        </span>
        <a href={formatRoute({ page: 'run', runId: run.runId })} data-spot="run-details">
          {t('Details')} <IconArrowRight size={13} aria-hidden="true" />
        </a>
        {isOver(status) && <CloseButton size="xs" aria-label={t('Hide the result of the run')} onClick={() => setHidden(run.runId)} />}
      </div>
      {run.error && (
        <span className={styles.error} title={told(run.error.message)}>
          {told(run.error.message)}
        </span>
      )}
    </div>
  );
}

function took({ startedAt, finishedAt, durationMs }: CurrentRun): number | null {
  if (durationMs !== null) return durationMs;
  return startedAt !== null && finishedAt !== null ? finishedAt - startedAt : null;
}
