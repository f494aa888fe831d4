import { IconMinimize } from '@tabler/icons-react';
import type { Node, NodeProps } from '@xyflow/react';
import { memo } from 'react';
import type { Flow, FlowGroup } from '../../core/flow/flow.ts';
import { t } from '../i18n/i18n.ts';
import { useCanvasActs } from './canvas-acts.ts';
import { frameId } from './card-ids.ts';
import styles from './GroupFrame.module.css';
import { GroupName } from './GroupName.tsx';
import { CARD_HEIGHT, CARD_WIDTH } from './geometry.ts';
import type { CardNode } from './NodeCard.tsx';
import { paperOf } from './paper-colour.ts';

export type FrameNode = Node<{ group: FlowGroup }, 'frame'>;

const MARGIN = 20;
const LABEL = 26;

/** A rectangle in the flow's coordinates. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

const drawn = new WeakMap<FlowGroup, FrameNode>();

/** A frame around the cards of each open group, wherever they are just now. The same object as long as it stays where it is. */
export function toFrames(groups: Flow['groups'], cards: readonly CardNode[]): FrameNode[] {
  const byId = new Map(cards.map((card) => [card.id, card]));
  return groups.flatMap((group): FrameNode[] => {
    const inside = group.collapsed ? [] : group.nodes.flatMap((id) => byId.get(id) ?? []);
    const box = boxAround(
      inside.map(({ position, measured }) => ({ ...position, width: measured?.width ?? CARD_WIDTH, height: measured?.height ?? CARD_HEIGHT })),
    );
    if (!box) return [];
    const known = drawn.get(group);
    if (known && known.position.x === box.x && known.position.y === box.y && known.width === box.width && known.height === box.height) return [known];
    const fresh = frameOf(group, box);
    drawn.set(group, fresh);
    return [fresh];
  });
}

/** The frame around cards, with room for its label; null for none. */
export function boxAround(cards: readonly Box[]): Box | null {
  if (cards.length === 0) return null;
  const [left, top] = [Math.min(...cards.map((card) => card.x)) - MARGIN, Math.min(...cards.map((card) => card.y)) - MARGIN - LABEL];
  const right = Math.max(...cards.map((card) => card.x + card.width)) + MARGIN;
  const bottom = Math.max(...cards.map((card) => card.y + card.height)) + MARGIN;
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function frameOf(group: FlowGroup, { x, y, width, height }: Box): FrameNode {
  return {
    id: frameId(group.id),
    type: 'frame',
    position: { x, y },
    width,
    height,
    measured: { width, height },
    zIndex: -1,
    style: { pointerEvents: 'none' },
    data: { group },
    draggable: false,
    selectable: false,
    focusable: false,
    connectable: false,
    deletable: false,
  };
}

/** A named frame. A click on its name selects its steps, a double click renames it, the button beside it collapses it to one card. */
export const GroupFrame = memo(function GroupFrame({ id, data: { group } }: NodeProps<FrameNode>) {
  const acts = useCanvasActs();
  const writing = acts.useIsWriting(id);
  return (
    <div className={styles.frame} data-paper={paperOf(group.colour)}>
      {writing ? (
        <GroupName groupId={group.id} name={group.name} className={styles.field} />
      ) : (
        <button
          type="button"
          className={`${styles.name} nodrag nopan`}
          title={t('Click: select the steps. Double click: rename.')}
          onClick={() => acts.selectGroup(group.id)}
          onDoubleClick={(event) => {
            event.stopPropagation();
            acts.write(id);
          }}
        >
          {group.name}
        </button>
      )}
      <button
        type="button"
        className={`${styles.fold} nodrag nopan`}
        aria-label={t('Collapse {{group}}', { group: group.name })}
        title={t('Collapse to one card')}
        onClick={() => acts.toggleGroup(group.id)}
      >
        <IconMinimize size={14} aria-hidden />
      </button>
    </div>
  );
});
