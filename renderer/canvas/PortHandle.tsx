import { Handle, Position } from '@xyflow/react';
import type { PortSpot } from './geometry.ts';
import styles from './NodeCard.module.css';

const SIDES = { left: Position.Left, right: Position.Right, bottom: Position.Bottom } as const;

/** A port on a card. One of several has its label beside it on the card, any other shows it when the pointer is on it. */
export function PortHandle({ port, type }: { port: PortSpot; type: 'source' | 'target' }) {
  const place = port.side === 'bottom' ? { left: port.at } : { top: port.at };
  return (
    <Handle
      id={port.name}
      type={type}
      position={SIDES[port.side]}
      className={styles.port ?? ''}
      style={place}
      data-port={port.kind}
      data-port-name={port.name}
      isConnectable={port.kind !== 'lost'}
    >
      <span className={styles.label} data-side={port.side} data-listed={port.listed || undefined} title={port.listed ? port.label : undefined}>
        {port.label}
      </span>
    </Handle>
  );
}
