import { useEffect, useRef } from 'react';
import type { Flow, FlowNode } from '../../../core/flow/flow.ts';
import { edgesFrom, topologicalOrder } from '../../../core/flow/graph.ts';
import { faceOf } from '../../canvas/card-face.ts';
import { useFactsSource } from '../../canvas/facts.ts';
import { stripWords } from '../../canvas/strip-words.ts';
import { useCanvasDoor } from '../../state/canvas-door.ts';
import { useSelection } from '../../state/selection.ts';
import { useUi } from '../../state/ui.ts';
import { RoleTile } from '../../ui/RoleTile.tsx';
import { glyphWords, StateGlyph } from '../../ui/StateGlyph.tsx';
import styles from './Outline.module.css';

/** The flow as a list, in the order in which records pass: for a screen reader, and for long flows. */
export function Outline({ flow }: { flow: Flow }) {
  const { order, cyclic } = topologicalOrder(flow);
  const list = useRef<HTMLUListElement>(null);
  const selected = useSelection((state) => state.nodeIds);
  useEffect(() => list.current?.querySelector<HTMLElement>('button')?.focus(), []);
  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (event.key === 'Escape') useUi.getState().set({ outlineOpen: false });
    if (step === 0) return;
    const buttons = [...(list.current?.querySelectorAll<HTMLElement>('button') ?? [])];
    buttons[buttons.indexOf(document.activeElement as HTMLElement) + step]?.focus();
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
      {flow.nodes.length === 0 && <p>There are no steps yet.</p>}
      {/* biome-ignore lint/a11y/noRedundantRoles: Safari drops the role of a list without bullets */}
      <ul ref={list} role="list" onKeyDown={onKeyDown}>
        {[...order, ...cyclic].map((node, i) => (
          <Row key={node.id} flow={flow} node={node} number={i + 1} isSelected={selected.includes(node.id)} />
        ))}
      </ul>
    </aside>
  );
}

function Row({ flow, node, number, isSelected }: { flow: Flow; node: FlowNode; number: number; isSelected: boolean }) {
  const face = faceOf(node, flow.edges);
  const { status, facts, sampled, problem } = useFactsSource().useNode(node.id);
  const counts = facts && facts.status !== 'waiting' ? stripWords(face.role, facts, sampled).map((part) => part.text) : [];
  const next = [...new Set(edgesFrom(flow, node.id).map((edge) => flow.nodes.find((one) => one.id === edge.to.node)?.name))].filter(Boolean);
  const state = `${withoutPoint(problem) || glyphWords(status)}${counts.length > 0 ? `: ${counts.join(', ')}` : ''}`;
  const sentence = `${face.kindTitle}: ${face.summary}. ${state}.${next.length > 0 ? ` Goes on to ${next.join(' and ')}.` : ''}`;
  const choose = () => {
    useSelection.getState().select([node.id]);
    useCanvasDoor.getState().canvas?.reveal(node.id);
  };
  return (
    <li>
      <button type="button" aria-pressed={isSelected} onClick={choose} onDoubleClick={() => useSelection.getState().goToField(node.id, '')}>
        <span className={styles.number}>{number}</span>
        <RoleTile role={face.role} icon={face.icon} size={24} />
        <span className={styles.words}>
          <b>{face.name}</b>
          <small>{sentence}</small>
        </span>
        <StateGlyph state={status} />
      </button>
    </li>
  );
}

function withoutPoint(sentence: string): string {
  return sentence.replace(/\.$/, '');
}
