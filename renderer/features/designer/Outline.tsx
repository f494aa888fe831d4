import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import type { Flow, FlowNode } from '../../../core/flow/flow.ts';
import { edgesFrom, nodeOf, topologicalOrder } from '../../../core/flow/graph.ts';
import { faceOf } from '../../canvas/card-face.ts';
import { useFactsSource } from '../../canvas/facts.ts';
import { stripWords } from '../../canvas/strip-words.ts';
import { useCanvasDoor } from '../../state/canvas-door.ts';
import { useSelection } from '../../state/selection.ts';
import { useUi } from '../../state/ui.ts';
import { RoleTile } from '../../ui/RoleTile.tsx';
import { glyphWords, StateGlyph } from '../../ui/StateGlyph.tsx';
import styles from './Outline.module.css';

const ROW_HEIGHT = 56;
const LONGEST_WAIT_MS = 500;

/** The flow as a list, in the order in which records pass: for a screen reader, and for long flows. Only the rows in view are drawn. */
export function Outline({ flow }: { flow: Flow }) {
  const nodes = useMemo(() => {
    const { order, cyclic } = topologicalOrder(flow);
    return [...order, ...cyclic];
  }, [flow]);
  const area = useRef<HTMLDivElement>(null);
  const nodeIds = useSelection((state) => state.nodeIds);
  const selected = useMemo(() => new Set(nodeIds), [nodeIds]);
  const rows = useVirtualizer({
    count: nodes.length,
    getScrollElement: () => area.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (i) => nodes[i]?.id ?? i,
    overscan: 10,
  });
  const focusRow = (i: number) => {
    if (i < 0 || i >= nodes.length) return;
    rows.scrollToIndex(i);
    focusWhenDrawn(area.current, i, performance.now() + LONGEST_WAIT_MS);
  };
  useEffect(() => focusWhenDrawn(area.current, 0, performance.now() + LONGEST_WAIT_MS), []);
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'Escape') useUi.getState().set({ outlineOpen: false });
    const at = Number(document.activeElement?.closest('[data-index]')?.getAttribute('data-index') ?? -1);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: nodes.length - 1 }[event.key];
    if (to === undefined) return;
    focusRow(to);
    event.preventDefault();
  };
  return (
    <aside className={styles.outline} aria-label="List of steps">
      <header>
        <h2>Steps in order</h2>
        <button type="button" className={styles.close} onClick={() => useUi.getState().set({ outlineOpen: false })}>
          Close
        </button>
      </header>
      {nodes.length === 0 && <p>There are no steps yet.</p>}
      <div ref={area} className={styles.rows}>
        {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the role of a list without bullets */}
        <ul role="list" onKeyDown={onKeyDown} style={{ height: rows.getTotalSize(), '--digits': String(nodes.length).length } as React.CSSProperties}>
          {rows.getVirtualItems().map(({ index, key, start }) => {
            const node = nodes[index];
            if (!node) return null;
            return (
              <li
                key={key}
                ref={rows.measureElement}
                data-index={index}
                aria-setsize={nodes.length}
                aria-posinset={index + 1}
                style={{ transform: `translateY(${start}px)` }}
              >
                <Row flow={flow} node={node} number={index + 1} isSelected={selected.has(node.id)} />
              </li>
            );
          })}
        </ul>
      </div>
    </aside>
  );
}

/** A row that is just being scrolled into view is drawn only a few frames later. */
function focusWhenDrawn(area: Element | null, index: number, until: number): void {
  const button = area?.querySelector<HTMLElement>(`[data-index="${index}"] button`);
  if (button) button.focus({ preventScroll: true });
  else if (area?.isConnected && performance.now() < until) requestAnimationFrame(() => focusWhenDrawn(area, index, until));
}

function Row({ flow, node, number, isSelected }: { flow: Flow; node: FlowNode; number: number; isSelected: boolean }) {
  const face = faceOf(node, flow.edges);
  const { status, facts, sampled, problem } = useFactsSource().useNode(node.id);
  const counts = facts && facts.status !== 'waiting' ? stripWords(face.role, facts, sampled).map((part) => part.text) : [];
  const next = [...new Set(edgesFrom(flow, node.id).map((edge) => nodeOf(flow, edge.to.node)?.name))].filter(Boolean);
  const state = `${withoutPoint(problem) || glyphWords(status)}${counts.length > 0 ? `: ${counts.join(', ')}` : ''}`;
  const sentence = `${face.kindTitle}: ${face.summary}. ${state}.${next.length > 0 ? ` Goes on to ${next.join(' and ')}.` : ''}`;
  const choose = () => {
    useSelection.getState().select([node.id]);
    useCanvasDoor.getState().canvas?.reveal(node.id);
  };
  return (
    <button type="button" aria-pressed={isSelected} onClick={choose} onDoubleClick={() => useSelection.getState().goToField(node.id, '')}>
      <span className={styles.number}>{number}</span>
      <RoleTile role={face.role} icon={face.icon} size={24} />
      <span className={styles.words}>
        <b>{face.name}</b>
        <small>{sentence}</small>
      </span>
      <StateGlyph state={status} />
    </button>
  );
}

function withoutPoint(sentence: string): string {
  return sentence.replace(/\.$/, '');
}
