import { Handle, Position } from '@xyflow/react';
import type { PortSpot } from './geometry.ts';
import styles from './NodeCard.module.css';

const SIDES = { left: Position.Left, right: Position.Right, bottom: Position.Bottom } as const;

/**
 * Where a port is, while the canvas is too small to draw one: links are led to what stands in the document when a card is measured,
 * so a card without its ports would lose them.
 */
export function PortPlace({ port, type }: { port: PortSpot; type: 'source' | 'target' }) {
  return (
    <div
      className={`react-flow__handle react-flow__handle-${port.side} ${type} ${styles.port} ${styles.place}`}
      style={port.side === 'bottom' ? { left: port.at } : { top: port.at }}
      data-handleid={port.name}
      data-handlepos={port.side}
      data-port={port.kind}
    />
  );
}

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
