import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath, getSmoothStepPath } from '@xyflow/react';
import { useContext } from 'react';
import { useFarWire } from './FarPicture.tsx';
import { type EdgeView, FarContext } from './facts.ts';
import { MendEdge } from './MendEdge.tsx';
import styles from './PipeEdge.module.css';
import type { PipeEdgeType } from './PipeEdge.tsx';

/** What stands on a link, and what a click on it does. */
export interface Pill {
  text: string;
  title: string;
  choose(at: { x: number; y: number }): void;
}

/** The line of a link and the pill on it. */
export function PipeLine({ edge, view, pill }: { edge: EdgeProps<PipeEdgeType>; view: EdgeView; pill: Pill | null }) {
  const { id, sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, selected, data } = edge;
  const carries = data?.carries ?? 'data';
  const ends = { sourceX, sourceY, sourcePosition, targetX, targetY, targetPosition };
  const goesBack = sourcePosition === 'right' && targetX < sourceX + 10;
  const [path, labelX, labelY] = goesBack
    ? getSmoothStepPath({ ...ends, borderRadius: 14, offset: 22, ...(data?.bendY == null ? {} : { centerY: data.bendY }) })
    : getBezierPath({ ...ends, curvature: 0.28 });
  const isFar = useContext(FarContext);
  const quiet = carries === 'reject' && view.count === 0;
  const links = data?.links?.length ?? 1;
  useFarWire(id, path, { carries, quiet, pressure: level(view.pressure), chosen: selected === true || view.lit || view.moving });
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        interactionWidth={isFar ? 0 : 18}
        className={styles.wire ?? ''}
        data-carries={carries}
        data-quiet={quiet || undefined}
        data-pressure={level(view.pressure)}
        data-selected={selected || undefined}
        data-lit={view.lit || undefined}
        data-several={links > 1 || undefined}
      />
      {view.moving && <path d={path} className={styles.moving} />}
      {carries === 'lost' && !isFar && <MendEdge edgeId={id} gone={data?.gone ?? 'output'} x={labelX} y={labelY} />}
      {pill && !isFar && (
        <EdgeLabelRenderer>
          <button
            type="button"
            className={`${styles.pill} nodrag nopan`}
            style={{ transform: `translate(-50%, -50%) translate(${labelX}px, ${labelY}px)` }}
            data-carries={carries}
            data-quiet={quiet || undefined}
            data-pressure={level(view.pressure)}
            data-stale={view.stale || undefined}
            title={pill.title}
            aria-label={pill.title}
            onClick={(event) => {
              // The pill stands on its link: a click on it is not one on the link.
              event.stopPropagation();
              const { left, bottom } = event.currentTarget.getBoundingClientRect();
              pill.choose({ x: left, y: bottom + 4 });
            }}
          >
            {pill.text}
          </button>
        </EdgeLabelRenderer>
      )}
    </>
  );
}

function level(pressure: number): 'none' | 'some' | 'full' {
  return pressure >= 0.9 ? 'full' : pressure >= 0.6 ? 'some' : 'none';
}
