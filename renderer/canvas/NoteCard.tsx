import { type Node, type NodeProps, NodeResizer } from '@xyflow/react';
import { memo, useContext } from 'react';
import type { FlowNote } from '../../core/flow/flow.ts';
import { t } from '../i18n/i18n.ts';
import { useCanvasActs } from './canvas-acts.ts';
import { FarContext } from './facts.ts';
import styles from './NoteCard.module.css';
import { NoteText } from './NoteText.tsx';
import { paperOf } from './paper-colour.ts';

export type NoteNode = Node<{ note: FlowNote }, 'note'>;

const LEAST = { width: 96, height: 56 };

/** A free note on the canvas. A double click lets it be written into; its corners change its size while it is selected. */
export const NoteCard = memo(function NoteCard({ id, data: { note }, selected }: NodeProps<NoteNode>) {
  const acts = useCanvasActs();
  const writing = acts.useIsWriting(id);
  const isFar = useContext(FarContext);
  return (
    <div className={styles.note} data-paper={paperOf(note.colour)} data-selected={selected || undefined}>
      <NodeResizer
        isVisible={selected && !writing}
        minWidth={LEAST.width}
        minHeight={LEAST.height}
        handleClassName={styles.corner ?? ''}
        lineClassName={styles.edge ?? ''}
        onResizeEnd={(_, { x, y, width, height }) => acts.placeNote(note.id, { position: { x, y }, size: { width, height } })}
      />
      {writing ? (
        <textarea
          className={`${styles.field} nodrag nopan nowheel`}
          // biome-ignore lint/a11y/noAutofocus: the person asked to write
          autoFocus
          aria-label={t('Text of the note')}
          placeholder={t('Write a note. **bold**, *italic*, - list')}
          value={note.text}
          onFocus={({ currentTarget }) => currentTarget.setSelectionRange(currentTarget.value.length, currentTarget.value.length)}
          onChange={(event) => acts.writeNote(note.id, event.currentTarget.value)}
          onBlur={() => acts.write(null)}
          onKeyDown={(event) => {
            event.stopPropagation();
            if (event.key === 'Escape') event.currentTarget.closest<HTMLElement>('.react-flow__node')?.focus();
          }}
        />
      ) : (
        <div className={styles.text}>{!isFar && <NoteText text={note.text} />}</div>
      )}
    </div>
  );
});
