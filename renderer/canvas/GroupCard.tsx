import { IconMaximize, IconStack2 } from '@tabler/icons-react';
import type { Node, NodeProps } from '@xyflow/react';
import { memo, useContext } from 'react';
import type { FlowGroup } from '../../core/flow/flow.ts';
import { t, told } from '../i18n/i18n.ts';
import { StateGlyph } from '../ui/StateGlyph.tsx';
import { CardMarks } from './CardMarks.tsx';
import { useCanvasActs } from './canvas-acts.ts';
import type { CardFace } from './card-face.ts';
import { drawsTheSame, FarCard, PortRoom } from './FarCard.tsx';
import { FarContext, useFactsSource } from './facts.ts';
import own from './GroupCard.module.css';
import { GroupName } from './GroupName.tsx';
import styles from './NodeCard.module.css';
import { PortHandle } from './PortHandle.tsx';
import { paperOf } from './paper-colour.ts';
import { usePortsMoved } from './use-ports-moved.ts';

export type FoldedNode = Node<{ face: CardFace; group: FlowGroup; members: readonly string[] }, 'folded'>;

/** A collapsed group: its name, how many steps are inside, and how they stand together. */
export const GroupCard = memo(function GroupCard({ id, data: { face, group, members }, selected }: NodeProps<FoldedNode>) {
  const { status, parts, problem, marks } = useFactsSource().useGroup(members);
  const acts = useCanvasActs();
  const writing = acts.useIsWriting(id);
  usePortsMoved(id, face);
  const shown = {
    className: `${styles.card} ${own.stack}`,
    'data-paper': paperOf(group.colour),
    'data-status': status,
    'data-selected': selected || undefined,
    'data-here': marks?.here,
    'data-lit': marks?.lit,
    'data-found': marks?.found,
  };
  if (useContext(FarContext)) return <FarCard face={face} shown={shown} strip={parts.length > 0} />;
  return (
    <div {...shown}>
      {marks && <CardMarks marks={marks} />}
      {face.inputs.map((port) => (
        <PortHandle key={port.name} port={port} type="target" />
      ))}
      <div className={styles.head}>
        <span className={own.tile} aria-hidden="true">
          <IconStack2 size={17} />
        </span>
        <div className={styles.words}>
          {writing ? <GroupName groupId={group.id} name={group.name} className={own.field} /> : <b title={face.name}>{face.name}</b>}
          <span>{t('{{count}} steps', { count: members.length })}</span>
        </div>
        <StateGlyph state={status} {...(problem ? { title: told(problem) } : {})} />
        <button
          type="button"
          className={`${own.open} nodrag nopan`}
          aria-label={t('Open {{group}}', { group: group.name })}
          title={t('Open the group (double click)')}
          onClick={(event) => {
            event.stopPropagation();
            acts.toggleGroup(group.id);
          }}
        >
          <IconMaximize size={14} aria-hidden />
        </button>
      </div>
      <PortRoom face={face} />
      {parts.length > 0 && (
        <div className={styles.strip}>
          {parts.map((part) => (
            <span key={part.text} data-bad={part.bad || undefined}>
              {part.text}
            </span>
          ))}
        </div>
      )}
      {face.outputs.map((port) => (
        <PortHandle key={port.name} port={port} type="source" />
      ))}
    </div>
  );
}, drawsTheSame);
