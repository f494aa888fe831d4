import type { RunStatus } from '../../core/base/run-facts.ts';
import styles from './RunState.module.css';
import { type Glyph, StateGlyph } from './StateGlyph.tsx';
import { runStatusWords } from './words.ts';

const GLYPHS: Readonly<Record<RunStatus, Glyph>> = {
  queued: 'waiting',
  running: 'running',
  succeeded: 'done',
  'succeeded-with-rejects': 'done-with-rejects',
  failed: 'failed',
  cancelled: 'cancelled',
  interrupted: 'cancelled',
};

/** The glyph that a run's state is shown by. */
export function runGlyph(status: RunStatus): Glyph {
  return GLYPHS[status];
}

/** A run's state as glyph and words. */
export function RunState({ status }: { status: RunStatus }) {
  return (
    <span className={styles.state}>
      <StateGlyph state={runGlyph(status)} size={14} beside />
      {runStatusWords(status)}
    </span>
  );
}
