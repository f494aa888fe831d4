import { IconNote } from '@tabler/icons-react';
import type { Node, NodeProps } from '@xyflow/react';
import { memo, useContext } from 'react';
import { t } from '../i18n/i18n.ts';
import { RoleTile } from '../ui/RoleTile.tsx';
import { StateGlyph } from '../ui/StateGlyph.tsx';
import { CardMarks } from './CardMarks.tsx';
import type { CardFace } from './card-face.ts';
import { drawsTheSame, FarCard, PortRoom } from './FarCard.tsx';
import { FarContext, useFactsSource } from './facts.ts';
import styles from './NodeCard.module.css';
import { PortHandle } from './PortHandle.tsx';
import { stripWords } from './strip-words.ts';
import { usePortsMoved } from './use-ports-moved.ts';

export type CardNode = Node<{ face: CardFace }, 'card'>;

/** A step on the canvas. Plain HTML and CSS: a thousand of them must stay cheap. */
export const NodeCard = memo(function NodeCard({ id, data, selected }: NodeProps<CardNode>) {
  const { face } = data;
  const { status, facts, sampled, problem, marks, line } = useFactsSource().useNode(id);
  usePortsMoved(id, face);
  const counts = facts && facts.status !== 'waiting' && facts.status !== 'skipped' ? stripWords(face.role, facts, sampled) : [];
  const strip = line ? [{ text: line.words, bad: line.dead }, ...counts] : counts;
  const shown = {
    className: styles.card,
    'data-role': face.role,
    'data-status': status,
    'data-selected': selected || undefined,
    'data-here': marks?.here,
    'data-lit': marks?.lit,
    'data-found': marks?.found,
  };
  if (useContext(FarContext)) return <FarCard face={face} shown={shown} strip={strip.length > 0} />;
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
        {face.note && (
          <span className={styles.note} role="note" aria-label={t('Note: {{note}}', { note: face.note })}>
            <IconNote size={15} aria-hidden />
            <span className={styles.noteText}>{face.note}</span>
          </span>
        )}
        <StateGlyph state={status} {...(problem ? { title: problem } : {})} />
      </div>
      <PortRoom face={face} />
      {strip.length > 0 && (
        <div className={styles.strip}>
          {strip.map((part) => (
            <span key={part.text} data-bad={part.bad || undefined}>
              {part.text}
            </span>
          ))}
          {sampled && counts.length > 0 && <i title={t('Counts of a sample. Nothing was written.')}>{t('sample')}</i>}
        </div>
      )}
      {face.outputs.map((port) => (
        <PortHandle key={port.name} port={port} type="source" />
      ))}
    </div>
  );
}, drawsTheSame);
