import { useState } from 'react';
import { DataGrid, type GridScroll } from '../data-grid/DataGrid.tsx';
import type { GridContent } from '../data-grid/grid-column.ts';
import css from './record-drawer.module.css';

interface Half {
  title: string;
  /** What its grid holds, for a screen reader. */
  label: string;
  content: GridContent;
}

interface GridPairProps {
  left: Half;
  right: Half;
  /** The name that a column has on the other side; null where it is not there. */
  across(name: string, from: 'left' | 'right'): string | null;
}

/** Two grids of the same lines beside each other; both scroll together, each column with the one it belongs to. */
export function GridPair({ left, right, across }: GridPairProps) {
  const [scroll, setScroll] = useState<(GridScroll & { by: 'left' | 'right' }) | null>(null);
  const halves = [
    { side: 'left' as const, ...left },
    { side: 'right' as const, ...right },
  ];
  return (
    <div className={css.pair}>
      {halves.map(({ side, title, label, content }) => (
        <section key={side} aria-label={title} className={css.half}>
          <DataGrid
            label={label}
            content={content}
            scroll={scroll && scroll.by !== side ? { ...scroll, column: scroll.column === null ? null : across(scroll.column, scroll.by) } : null}
            onScroll={(to) => setScroll({ ...to, by: side })}
          />
        </section>
      ))}
    </div>
  );
}
