import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import { t } from '../../i18n/i18n.ts';
import css from './data-grid.module.css';
import { textPieces } from './text-pieces.ts';

const LINE = 18;
const LETTERS_OF_LINE = 44;

/** A text of any length in a window of its own: only what is in sight is drawn. */
export function LongText({ text }: { text: string }) {
  const box = useRef<HTMLDivElement>(null);
  const pieces = useMemo(() => textPieces(text), [text]);
  const lines = useVirtualizer({
    count: pieces.length,
    getScrollElement: () => box.current,
    estimateSize: (i) => LINE * linesOf(pieces[i] ?? ''),
    overscan: 2,
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
    <section ref={box} className={css.longText} tabIndex={0} aria-label={t('The whole text')}>
      <div style={{ height: lines.getTotalSize(), position: 'relative' }}>
        {lines.getVirtualItems().map((item) => (
          <div key={item.key} data-index={item.index} ref={lines.measureElement} style={{ position: 'absolute', top: item.start, left: 0, right: 0 }}>
            {pieces[item.index]?.replace(/\n$/, '')}
          </div>
        ))}
      </div>
    </section>
  );
}

function linesOf(piece: string): number {
  const lines = piece.replace(/\n$/, '').split('\n');
  return lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / LETTERS_OF_LINE)), 0);
}
