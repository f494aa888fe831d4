import type { Edge, EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import type { FlowEdge } from '../../core/flow/flow.ts';
import { t } from '../i18n/i18n.ts';
import { formatShortCount } from '../ui/words.ts';
import { useFactsSource } from './facts.ts';
import { PipeLine } from './PipeLine.tsx';

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
  /** The links of the flow that it stands for: they lead into or out of a collapsed group. */
  links?: readonly FlowEdge[];
};
export type PipeEdgeType = Edge<PipeEdgeData, 'pipe' | 'bundle'>;

/** A link between two steps, with the number of records that took it. */
export const PipeEdge = memo(function PipeEdge(props: EdgeProps<PipeEdgeType>) {
  const { id, source, target, data } = props;
  const facts = useFactsSource();
  const { carries = 'data', fromName = '', toName = '', fromPort = 'out', toPort = 'in' } = data ?? {};
  const view = facts.useEdge(id, source, fromPort);
  const { count } = view;
  const shown = count !== null && carries !== 'start' && carries !== 'lost';
  const pill = shown && {
    text: countWords(count, carries),
    title: t('{{count}} records from {{from}} to {{to}}. Show the data.', { count, from: fromName, to: toName }),
    choose: () => facts.onCount?.(carries === 'reject' ? source : target, carries === 'reject' ? fromPort : toPort, carries === 'reject' ? 'from' : 'to'),
  };
  return <PipeLine edge={props} view={view} pill={pill || null} />;
});

/** What stands on the pill of a link. */
export function countWords(count: number, carries: PipeEdgeData['carries']): string {
  return carries === 'reject' && count > 0 ? t('{{number}} rejected', { number: formatShortCount(count) }) : formatShortCount(count);
}
