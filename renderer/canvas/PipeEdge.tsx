import { BaseEdge, type Edge, EdgeLabelRenderer, type EdgeProps, getBezierPath, getSmoothStepPath } from '@xyflow/react';
import { memo, useContext } from 'react';
import { countOf, formatShortCount } from '../ui/words.ts';
import { FarContext, useFactsSource } from './facts.ts';
import { MendEdge } from './MendEdge.tsx';
import styles from './PipeEdge.module.css';

/** `lost`: it begins or ends at a port that is gone. */
export type PipeEdgeData = {
  carries: 'data' | 'reject' | 'start' | 'lost';
  fromName: string;
  toName: string;
  fromPort: string;
  toPort: string;
  bendY: number | null;
  /** Which of its ports is gone. */
  gone?: 'output' | 'input';
};
export type PipeEdgeType = Edge<PipeEdgeData, 'pipe'>;

/** A link between two steps, with the number of records that took it. */
export const PipeEdge = memo(function PipeEdge(props: EdgeProps<PipeEdgeType>) {
  const { id, source, target, sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, selected, data } = props;
  const facts = useFactsSource();
  const { carries = 'data', fromName = '', toName = '', fromPort = 'out', toPort = 'in' } = data ?? {};
  const { count, pressure, moving, stale, lit } = facts.useEdge(id, source, fromPort);
  const ends = { sourceX, sourceY, sourcePosition, targetX, targetY, targetPosition };
  const goesBack = sourcePosition === 'right' && targetX < sourceX + 10;
  const [path, labelX, labelY] = goesBack
    ? getSmoothStepPath({ ...ends, borderRadius: 14, offset: 22, ...(data?.bendY == null ? {} : { centerY: data.bendY }) })
    : getBezierPath({ ...ends, curvature: 0.28 });
  const isFar = useContext(FarContext);
  const shown = count !== null && carries !== 'start' && carries !== 'lost' && !isFar;
  const quiet = carries === 'reject' && count === 0;
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        interactionWidth={isFar ? 0 : 18}
        className={styles.wire ?? ''}
        data-carries={carries}
        data-quiet={quiet || undefined}
        data-pressure={level(pressure)}
        data-selected={selected || undefined}
        data-lit={lit || undefined}
      />
      {moving && <path d={path} className={styles.moving} />}
      {carries === 'lost' && !isFar && <MendEdge edgeId={id} gone={data?.gone ?? 'output'} x={labelX} y={labelY} />}
      {shown && (
        <EdgeLabelRenderer>
          <button
            type="button"
            className={`${styles.pill} nodrag nopan`}
            style={{ transform: `translate(-50%, -50%) translate(${labelX}px, ${labelY}px)` }}
            data-carries={carries}
            data-quiet={quiet || undefined}
            data-pressure={level(pressure)}
            data-stale={stale || undefined}
            title={`${countOf(count, 'record')} from ${fromName} to ${toName}. Show the data.`}
            aria-label={`${countOf(count, 'record')} from ${fromName} to ${toName}. Show the data.`}
            onClick={() =>
              facts.onCount?.(carries === 'reject' ? source : target, carries === 'reject' ? fromPort : toPort, carries === 'reject' ? 'from' : 'to')
            }
          >
            {carries === 'reject' && !quiet ? `${formatShortCount(count)} rejected` : formatShortCount(count)}
          </button>
        </EdgeLabelRenderer>
      )}
    </>
  );
});

function level(pressure: number): 'none' | 'some' | 'full' {
  return pressure >= 0.9 ? 'full' : pressure >= 0.6 ? 'some' : 'none';
}
