import { useConnection } from '@xyflow/react';
import styles from './Designer.module.css';
import { reasonAgainst } from './use-connecting.ts';

/** While a link is dragged: why it cannot end at the port under the pointer. */
export function ConnectReason() {
  const link = useConnection();
  if (!link.inProgress || !link.toHandle || link.isValid) return null;
  const [from, to] = link.fromHandle.type === 'source' ? [link.fromHandle, link.toHandle] : [link.toHandle, link.fromHandle];
  const isSameEnd = from.type === to.type;
  const reason = isSameEnd
    ? 'A link goes from an output to an input.'
    : reasonAgainst({ source: from.nodeId, sourceHandle: from.id ?? null, target: to.nodeId, targetHandle: to.id ?? null });
  if (!reason) return null;
  return (
    <div className={styles.reason} role="status" style={{ transform: `translate(${link.pointer.x + 14}px, ${link.pointer.y + 14}px)` }}>
      {reason}
    </div>
  );
}
