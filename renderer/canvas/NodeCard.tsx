import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { memo, useContext } from 'react';
import { RoleTile } from '../ui/RoleTile.tsx';
import { StateGlyph } from '../ui/StateGlyph.tsx';
import type { CardFace } from './card-face.ts';
import { FarContext, useFactsSource } from './facts.ts';
import type { PortSpot } from './geometry.ts';
import styles from './NodeCard.module.css';
import { stripWords } from './strip-words.ts';

export type CardNode = Node<{ face: CardFace }, 'card'>;

const SIDES = { left: Position.Left, right: Position.Right, bottom: Position.Bottom } as const;

/** A step on the canvas. Plain HTML and CSS: a thousand of them must stay cheap. */
export const NodeCard = memo(function NodeCard({ id, data, selected }: NodeProps<CardNode>) {
  const { face } = data;
  const { status, facts, sampled, problem } = useFactsSource().useNode(id);
  const strip = facts && facts.status !== 'waiting' && facts.status !== 'skipped' ? stripWords(face.role, facts, sampled) : [];
  if (useContext(FarContext))
    return (
      <div className={styles.card} data-role={face.role} data-status={status} data-selected={selected || undefined} data-far>
        <div className={styles.head}>
          <b>{face.name}</b>
        </div>
        {strip.length > 0 && <div className={styles.strip}>&nbsp;</div>}
      </div>
    );
  return (
    <div className={styles.card} data-role={face.role} data-status={status} data-selected={selected || undefined}>
      {face.inputs.map((port) => (
        <Port key={port.name} port={port} type="target" />
      ))}
      <div className={styles.head}>
        <RoleTile role={face.role} icon={face.icon} />
        <div className={styles.words}>
          <b title={face.name}>{face.name}</b>
          <span title={face.summary}>{face.summary}</span>
        </div>
        <StateGlyph state={status} {...(problem ? { title: problem } : {})} />
      </div>
      {strip.length > 0 && (
        <div className={styles.strip}>
          {strip.map((part) => (
            <span key={part.text} data-bad={part.bad || undefined}>
              {part.text}
            </span>
          ))}
          {sampled && <i title="Counts of a sample. Nothing was written.">sample</i>}
        </div>
      )}
      {face.outputs.map((port) => (
        <Port key={port.name} port={port} type="source" />
      ))}
    </div>
  );
});

function Port({ port, type }: { port: PortSpot; type: 'source' | 'target' }) {
  const place = port.side === 'bottom' ? { left: port.at } : { top: port.at };
  return (
    <Handle id={port.name} type={type} position={SIDES[port.side]} className={styles.port ?? ''} style={place} data-port={port.kind} data-port-name={port.name}>
      <span className={styles.label} data-side={port.side}>
        {port.label}
      </span>
    </Handle>
  );
}
