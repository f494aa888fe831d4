import { Handle, Position } from '@xyflow/react';
import { told } from '../i18n/i18n.ts';
import { CARD_WIDTH, type PortSpot } from './geometry.ts';
import styles from './NodeCard.module.css';

const SIDES = { left: Position.Left, right: Position.Right, bottom: Position.Bottom } as const;

const SIZE = 11;
/** Between a card's borders, where ports are counted from. */
const INNER_WIDTH = CARD_WIDTH - 2;

interface PortPlacesProps {
  ports: readonly PortSpot[];
  type: 'source' | 'target';
  /** Those at the foot of a card are put at its end, the others at its beginning. */
  foot?: boolean;
}

/**
 * Where ports are, while the canvas is too small to draw them: links are led to what stands in the document when a card is measured, so a card without its
 * ports would lose them. In the flow of the page they cost nothing to draw; each with a place of its own, thousands of them would.
 */
export function PortPlaces({ ports, type, foot = false }: PortPlacesProps) {
  const here = ports.filter((port) => (port.side === 'bottom') === foot);
  if (here.length === 0) return null;
  return (
    <div className={styles.places}>
      {here.map(({ name, side, at }) => {
        const x = (side === 'bottom' ? at : side === 'left' ? 0 : INNER_WIDTH) - SIZE / 2;
        const y = (side === 'bottom' ? 0 : at) - SIZE / 2;
        return <i key={name} className={type} style={{ margin: `${y}px 0 ${-y - SIZE}px ${x}px` }} data-handleid={name} data-handlepos={side} />;
      })}
    </div>
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
      isConnectableStart={port.kind !== 'lost'}
    >
      <span className={styles.label} data-side={port.side} data-listed={port.listed || undefined} title={port.listed ? told(port.label) : undefined}>
        {told(port.label)}
      </span>
    </Handle>
  );
}
