import type { Band } from '../../../core/catalog/propose-mapping.ts';
import { ROW } from './MapperPane.tsx';
import css from './mapper.module.css';

/** A line between two rows of the lists as they are shown, by their positions there. */
export interface MapperLine {
  key: string;
  from: number;
  to: number;
  kind: 'copy' | 'formula' | 'passes' | 'proposed';
  band?: Band;
  lit: boolean;
  wrong: boolean;
}

interface MapperLinesProps {
  lines: readonly MapperLine[];
  scroll: { from: number; to: number };
  width: number;
  height: number;
  /** The line that is being drawn: from a row to where the pointer is. */
  drawn: { side: 'from' | 'to'; at: number; x: number; y: number } | null;
  onChoose(line: MapperLine): void;
}

/** Lines between the two lists; only those with an end in sight are drawn. What they say is said by the rows too. */
export function MapperLines({ lines, scroll, width, height, drawn, onChoose }: MapperLinesProps) {
  const middle = (side: 'from' | 'to', at: number) => at * ROW + ROW / 2 - scroll[side];
  const isSeen = (y: number) => y > -ROW && y < height + ROW;
  const curve = (x1: number, y1: number, x2: number, y2: number) => `M${x1} ${y1}C${(x1 + x2) / 2} ${y1} ${(x1 + x2) / 2} ${y2} ${x2} ${y2}`;
  return (
    <svg width={width} height={height} aria-hidden="true">
      {lines.map((line) => {
        const [from, to] = [middle('from', line.from), middle('to', line.to)];
        if (!isSeen(from) && !isSeen(to)) return null;
        const path = curve(0, from, width, to);
        return (
          <g key={line.key} data-kind={line.kind} data-band={line.band} data-lit={line.lit || undefined} data-wrong={line.wrong || undefined}>
            <path d={path} className={css.hit} onPointerDown={() => onChoose(line)} />
            <path d={path} className={css.wire} />
            <circle cx={1} cy={from} r={3} className={css.end} />
            <circle cx={width - 1} cy={to} r={3} className={css.end} />
          </g>
        );
      })}
      {drawn && (
        <g data-kind="drawn">
          <path d={curve(drawn.side === 'from' ? 0 : width, middle(drawn.side, drawn.at), drawn.x, drawn.y)} className={css.wire} />
          <circle cx={drawn.x} cy={drawn.y} r={4} className={css.end} />
        </g>
      )}
    </svg>
  );
}
