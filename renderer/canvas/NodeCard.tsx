import { type Node, type NodeProps, useUpdateNodeInternals } from '@xyflow/react';
import { memo, useContext, useEffect, useRef } from 'react';
import { RoleTile } from '../ui/RoleTile.tsx';
import { StateGlyph } from '../ui/StateGlyph.tsx';
import { CardMarks } from './CardMarks.tsx';
import type { CardFace } from './card-face.ts';
import { FarContext, useFactsSource } from './facts.ts';
import { CARD_HEIGHT } from './geometry.ts';
import styles from './NodeCard.module.css';
import { PortHandle, PortPlaces } from './PortHandle.tsx';
import { stripWords } from './strip-words.ts';

export type CardNode = Node<{ face: CardFace }, 'card'>;

/** A step on the canvas. Plain HTML and CSS: a thousand of them must stay cheap. */
export const NodeCard = memo(function NodeCard({ id, data, selected }: NodeProps<CardNode>) {
  const { face } = data;
  const { status, facts, sampled, problem, marks } = useFactsSource().useNode(id);
  usePortsMoved(id, face);
  const strip = facts && facts.status !== 'waiting' && facts.status !== 'skipped' ? stripWords(face.role, facts, sampled) : [];
  const shown = {
    className: styles.card,
    'data-role': face.role,
    'data-status': status,
    'data-selected': selected || undefined,
    'data-here': marks?.here,
    'data-lit': marks?.lit,
    'data-found': marks?.found,
  };
  if (useContext(FarContext))
    return (
      <div {...shown} data-far>
        <PortPlaces ports={face.inputs} type="target" />
        <PortPlaces ports={face.outputs} type="source" />
        <div className={styles.head}>
          <b>{face.name}</b>
        </div>
        <PortList face={face} />
        {strip.length > 0 && <div className={styles.strip}>&nbsp;</div>}
        <PortPlaces ports={face.outputs} type="source" foot />
      </div>
    );
  return (
    <div {...shown}>
      {marks && <CardMarks marks={marks} />}
      {face.inputs.map((port) => (
        <PortHandle key={port.name} port={port} type="target" />
      ))}
      <div className={styles.head}>
        <RoleTile role={face.role} icon={face.icon} />
        <div className={styles.words}>
          <b title={face.name}>{face.name}</b>
          <span title={face.summary}>{face.summary}</span>
        </div>
        <StateGlyph state={status} {...(problem ? { title: problem } : {})} />
      </div>
      <PortList face={face} />
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
        <PortHandle key={port.name} port={port} type="source" />
      ))}
    </div>
  );
});

/** The room that several ports take below the head; they themselves stand on the card's edge. */
function PortList({ face }: { face: CardFace }) {
  return face.height > CARD_HEIGHT ? <div className={styles.ports} style={{ height: face.height - CARD_HEIGHT }} /> : null;
}

/** Tells the canvas that ports have come, gone or moved, so that links are drawn to where they are now. */
function usePortsMoved(id: string, face: CardFace): void {
  const update = useUpdateNodeInternals();
  const ports = [...face.inputs, ...face.outputs].map((port) => `${port.name} ${port.at}`).join('\n');
  const drawn = useRef(ports);
  useEffect(() => {
    if (drawn.current === ports) return;
    drawn.current = ports;
    update(id);
  }, [id, ports, update]);
}
