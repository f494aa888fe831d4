import type { EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import type { FlowEdge } from '../../core/flow/flow.ts';
import { t } from '../i18n/i18n.ts';
import { useFactsSource } from './facts.ts';
import { countWords, type PipeEdgeType } from './PipeEdge.tsx';
import { PipeLine } from './PipeLine.tsx';

const NONE: readonly FlowEdge[] = [];

/** A link into or out of a collapsed group. Where it stands for several, their counts are added up, and a click lets one of them be chosen. */
export const BundleEdge = memo(function BundleEdge(props: EdgeProps<PipeEdgeType>) {
  const { carries = 'data', fromName = '', toName = '', links = NONE } = props.data ?? {};
  const facts = useFactsSource();
  const view = facts.useLinks(links);
  const { count } = view;
  const names = { from: fromName, to: toName };
  const several = links.length > 1 ? t('{{count}} links', { count: links.length }) : null;
  const counted = count === null || carries === 'start' ? null : countWords(count, carries);
  const text = [counted, several].filter((part) => part !== null).join(' · ');
  const title = several
    ? t('{{count}} links from {{from}} to {{to}}. Choose one.', { count: links.length, ...names })
    : t('{{count}} records from {{from}} to {{to}}. Show the data.', { count: count ?? 0, ...names });
  const choose = (at: { x: number; y: number }) => {
    const [only] = links;
    if (links.length > 1) facts.onLinks?.(links, at);
    else if (only && carries === 'reject') facts.onCount?.(only.from.node, only.from.port, 'from');
    else if (only) facts.onCount?.(only.to.node, only.to.port, 'to');
  };
  return <PipeLine edge={props} view={view} pill={text === '' ? null : { text, title, choose }} />;
});
