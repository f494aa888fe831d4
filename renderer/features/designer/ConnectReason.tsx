import { type ConnectionInProgress, type InternalNode, useConnection } from '@xyflow/react';
import { onCanvas } from '../../canvas/card-ids.ts';
import { t, told } from '../../i18n/i18n.ts';
import { useDocument } from '../../state/document.ts';
import styles from './Designer.module.css';
import { type DrawnEnd, wordsAtGroup } from './join-group.ts';
import { reasonAgainst } from './use-connecting.ts';

/** While a link is dragged: why it cannot end at the port under the pointer, and what happens at a collapsed group. */
export function ConnectReason() {
  const link = useConnection();
  if (!link.inProgress) return null;
  const said = link.toHandle ? atPort(link) : overGroup(link);
  if (!said) return null;
  return (
    <div
      className={styles.reason}
      data-fits={said.fits || undefined}
      role="status"
      style={{ transform: `translate(${link.pointer.x + 14}px, ${link.pointer.y + 14}px)` }}
    >
      {told(said.words)}
    </div>
  );
}

type Dragged = ConnectionInProgress<InternalNode>;

interface Said {
  fits: boolean;
  words: string;
}

function atPort(link: Dragged): Said | null {
  if (!link.toHandle) return null;
  const { nodeId, id, type } = link.toHandle;
  if (onCanvas(nodeId).kind === 'folded') return group(link, { node: nodeId, port: null });
  if (onCanvas(link.fromHandle.nodeId).kind === 'folded' && type !== link.fromHandle.type) return group(link, { node: nodeId, port: id ?? null });
  if (link.isValid) return null;
  const [from, to] = link.fromHandle.type === 'source' ? [link.fromHandle, link.toHandle] : [link.toHandle, link.fromHandle];
  const isSameEnd = from.type === to.type;
  const words = isSameEnd
    ? t('A link goes from an output to an input.')
    : reasonAgainst({ source: from.nodeId, sourceHandle: from.id ?? null, target: to.nodeId, targetHandle: to.id ?? null });
  return words ? { fits: false, words } : null;
}

function overGroup(link: Dragged): Said | null {
  const area = document.querySelector('[data-scope="canvas"]')?.getBoundingClientRect();
  if (!area) return null;
  const card = document
    .elementFromPoint(area.x + link.pointer.x, area.y + link.pointer.y)
    ?.closest('.react-flow__node')
    ?.getAttribute('data-id');
  return card && onCanvas(card).kind === 'folded' ? group(link, { node: card, port: null }) : null;
}

function group({ fromHandle }: Dragged, end: DrawnEnd): Said | null {
  const { flow } = useDocument.getState();
  return flow && wordsAtGroup(flow, { node: fromHandle.nodeId, port: fromHandle.id ?? '' }, end, fromHandle.type === 'source');
}
