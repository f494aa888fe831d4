import { text, told } from '../i18n/i18n.ts';
import styles from './StateGlyph.module.css';

export type Glyph = 'not-set-up' | 'ready' | 'stale' | 'waiting' | 'running' | 'done' | 'done-with-rejects' | 'failed' | 'cancelled' | 'unknown-kind';

const SHAPES: Readonly<Record<Glyph, { words: string; shape: React.ReactNode }>> = {
  'not-set-up': {
    words: text('Not set up yet'),
    shape: (
      <>
        <path d="M8 1.8 14.6 13.4H1.4Z" className={styles.warnLine} />
        <path d="M8 6.2v3.4M8 11.3v.4" className={styles.warnLine} />
      </>
    ),
  },
  ready: { words: text('Ready'), shape: <circle cx="8" cy="8" r="6" className={styles.quietLine} /> },
  stale: { words: text('Changed since it was last looked at'), shape: <circle cx="8" cy="8" r="6" className={styles.stale} /> },
  waiting: {
    words: text('Waiting'),
    shape: (
      <>
        <circle cx="8" cy="8" r="6" className={styles.quietLine} />
        <path d="M8 4.8V8l2 1.4" className={styles.quietLine} />
      </>
    ),
  },
  running: {
    words: text('Running'),
    shape: (
      <>
        <circle cx="8" cy="8" r="6" className={styles.track} />
        <path d="M8 2a6 6 0 0 1 6 6" className={styles.spin} />
      </>
    ),
  },
  done: {
    words: text('Done'),
    shape: (
      <>
        <circle cx="8" cy="8" r="7" className={styles.ok} />
        <path d="m4.9 8.2 2.2 2.2 4-4.6" className={styles.mark} />
      </>
    ),
  },
  'done-with-rejects': {
    words: text('Done, with rejected records'),
    shape: (
      <>
        <rect x="1.2" y="1.2" width="13.6" height="13.6" rx="4" className={styles.warn} />
        <path d="M8 4.4v4.4M8 11.3v.3" className={styles.mark} />
      </>
    ),
  },
  failed: {
    words: text('Failed'),
    shape: (
      <>
        <path d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1Z" className={styles.bad} />
        <path d="m5.5 5.5 5 5m0-5-5 5" className={styles.mark} />
      </>
    ),
  },
  cancelled: {
    words: text('Stopped before it was done'),
    shape: (
      <>
        <circle cx="8" cy="8" r="7" className={styles.quiet} />
        <path d="M5 8h6" className={styles.mark} />
      </>
    ),
  },
  'unknown-kind': {
    words: text('A kind of step this version does not know'),
    shape: (
      <>
        <rect x="1.5" y="1.5" width="13" height="13" rx="3" className={styles.quietLine} strokeDasharray="3 2" />
        <path d="M6.3 6.2a1.8 1.8 0 1 1 2.5 1.7c-.5.2-.8.6-.8 1.2M8 11.2v.3" className={styles.quietLine} />
      </>
    ),
  },
};

export function glyphWords(glyph: Glyph): string {
  return told(SHAPES[glyph].words);
}

interface StateGlyphProps {
  state: Glyph;
  size?: number;
  title?: string;
  /** The words stand beside it: it is not said a second time. */
  beside?: boolean;
}

/** A state as shape and colour, like a traffic light that also works without colour. */
export function StateGlyph({ state, size = 16, title, beside = false }: StateGlyphProps) {
  const { shape } = SHAPES[state];
  const words = title ?? glyphWords(state);
  const box = { className: styles.glyph, width: size, height: size, viewBox: '0 0 16 16', 'data-glyph': state };
  if (beside)
    return (
      <svg {...box} aria-hidden="true">
        {shape}
      </svg>
    );
  return (
    <svg {...box} role="img" aria-label={words}>
      <title>{words}</title>
      {shape}
    </svg>
  );
}
