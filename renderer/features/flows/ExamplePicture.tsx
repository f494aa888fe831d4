import type { ExampleRow } from '../../../core/api/flow-models.ts';
import { catalog } from '../../../core/nodes/index.ts';
import styles from './ExamplesPage.module.css';

const CARD = { width: 150, height: 60 };

/** A flow as a small picture: its steps where they stand in the colours of what they do, and the links between them. */
export function ExamplePicture({ steps, links }: Pick<ExampleRow, 'steps' | 'links'>) {
  const left = Math.min(...steps.map(({ x }) => x));
  const top = Math.min(...steps.map(({ y }) => y));
  const width = Math.max(...steps.map(({ x }) => x)) - left + CARD.width;
  const height = Math.max(...steps.map(({ y }) => y)) - top + CARD.height;
  const middle = CARD.height / 2;
  return (
    <svg className={styles.picture} viewBox={`${left - 20} ${top - 20} ${width + 40} ${height + 40}`} aria-hidden="true">
      {links.map(({ from, to }) => {
        const [a, b] = [steps[from], steps[to]];
        if (!a || !b) return null;
        const [x1, y1, x2, y2] = [a.x + CARD.width, a.y + middle, b.x, b.y + middle];
        const bend = Math.max(60, Math.abs(x2 - x1) / 2);
        return <path key={`${from} ${to}`} d={`M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`} />;
      })}
      {steps.map(({ kind, x, y }) => (
        <rect key={`${x} ${y}`} data-tile={catalog.get(kind)?.role ?? 'unknown'} x={x} y={y} width={CARD.width} height={CARD.height} rx={12} />
      ))}
    </svg>
  );
}
