import type { Node, NodeProps } from '@xyflow/react';
import { memo, useState } from 'react';
import type { Flow } from '../../core/flow/flow.ts';
import styles from './GroupFrame.module.css';
import { CARD_HEIGHT, CARD_WIDTH } from './geometry.ts';
import type { CardNode } from './NodeCard.tsx';

export type FrameNode = Node<{ name: string; nodes: readonly string[]; onRename?(name: string): void; onSelect?(nodes: readonly string[]): void }, 'frame'>;

type Group = Flow['groups'][number];
interface FrameActs {
  rename(id: string, name: string): void;
  select(nodes: readonly string[]): void;
}

const MARGIN = 20;
const LABEL = 26;

const drawn = new WeakMap<Group, FrameNode>();

/** A frame around the cards of each group, wherever they are just now. The same object as long as it stays where it is. */
export function toFrames(groups: Flow['groups'], cards: readonly CardNode[], act: FrameActs | null): FrameNode[] {
  const byId = new Map(cards.map((card) => [card.id, card]));
  return groups.flatMap((group): FrameNode[] => {
    const inside = group.nodes.flatMap((id) => byId.get(id) ?? []);
    if (inside.length === 0) return [];
    const fresh = frameAround(group, inside, act);
    const known = drawn.get(group);
    if (known && isSamePlace(known, fresh)) return [known];
    drawn.set(group, fresh);
    return [fresh];
  });
}

function isSamePlace(a: FrameNode, b: FrameNode): boolean {
  return a.position.x === b.position.x && a.position.y === b.position.y && a.width === b.width && a.height === b.height;
}

function frameAround(group: Group, inside: readonly CardNode[], act: FrameActs | null): FrameNode {
  const [left, top] = [Math.min(...inside.map((card) => card.position.x)) - MARGIN, Math.min(...inside.map((card) => card.position.y)) - MARGIN - LABEL];
  const right = Math.max(...inside.map((card) => card.position.x + (card.measured?.width ?? CARD_WIDTH))) + MARGIN;
  const bottom = Math.max(...inside.map((card) => card.position.y + (card.measured?.height ?? CARD_HEIGHT))) + MARGIN;
  const size = { width: right - left, height: bottom - top };
  return {
    id: `group ${group.id}`,
    type: 'frame',
    position: { x: left, y: top },
    ...size,
    measured: size,
    zIndex: -1,
    style: { pointerEvents: 'none' },
    data: { name: group.name, nodes: group.nodes, ...(act ? { onRename: (name: string) => act.rename(group.id, name), onSelect: act.select } : {}) },
    draggable: false,
    selectable: false,
    focusable: false,
    connectable: false,
    deletable: false,
  };
}

/** A named frame. A click on its name selects its steps, a double click renames it. */
export const GroupFrame = memo(function GroupFrame({ data }: NodeProps<FrameNode>) {
  const [draft, setDraft] = useState<string | null>(null);
  const done = (keep: boolean) => {
    if (keep && draft?.trim() && draft.trim() !== data.name) data.onRename?.(draft.trim());
    setDraft(null);
  };
  return (
    <div className={styles.frame}>
      {draft === null ? (
        <button
          type="button"
          className="nodrag nopan"
          title="Click: select the steps. Double click: rename."
          onClick={() => data.onSelect?.(data.nodes)}
          onDoubleClick={() => data.onRename && setDraft(data.name)}
        >
          {data.name}
        </button>
      ) : (
        <input
          className="nodrag nopan"
          // biome-ignore lint/a11y/noAutofocus: the person asked to edit the name
          autoFocus
          aria-label="Name of the group"
          value={draft}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => setDraft(event.currentTarget.value)}
          onBlur={() => done(true)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') done(true);
            if (event.key === 'Escape') done(false);
          }}
        />
      )}
    </div>
  );
});
