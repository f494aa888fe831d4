import type { Connection, FinalConnectionState, IsValidConnection } from '@xyflow/react';
import { useCallback } from 'react';
import * as edit from '../../../core/flow/edit.ts';
import { whyNotConnect } from '../../../core/flow/graph.ts';
import { catalog } from '../../../core/nodes/index.ts';
import { onCanvas } from '../../canvas/card-ids.ts';
import { freeInput, freeOutput } from '../../canvas/fits.ts';
import type { PipeEdgeType } from '../../canvas/PipeEdge.tsx';
import { newId } from '../../editing/new-id.ts';
import { t } from '../../i18n/i18n.ts';
import { useCanvasDoor } from '../../state/canvas-door.ts';
import { useDocument } from '../../state/document.ts';
import { beginAt, joinAtGroup, wordsAtGroup } from './join-group.ts';

const isFolded = (id: string) => onCanvas(id).kind === 'folded';

/** Null when the link may be drawn in the open flow, else the reason. */
export function reasonAgainst(link: { source: string; sourceHandle?: string | null; target: string; targetHandle?: string | null }): string | null {
  const { flow } = useDocument.getState();
  if (!flow) return null;
  if (isFolded(link.source) || isFolded(link.target)) {
    const [open, end] = [
      { node: link.source, port: link.sourceHandle ?? null },
      { node: link.target, port: isFolded(link.target) ? null : (link.targetHandle ?? null) },
    ];
    const { fits, words } = wordsAtGroup(flow, open, end, true);
    return fits ? null : words;
  }
  return whyNotConnect(flow, catalog, { node: link.source, port: link.sourceHandle ?? '' }, { node: link.target, port: link.targetHandle ?? '' });
}

function draw({ source, sourceHandle, target, targetHandle }: Connection): void {
  const name = (id: string) => useDocument.getState().flow?.nodes.find((node) => node.id === id)?.name ?? 'step';
  useDocument
    .getState()
    .apply(t('Connect {{from}} to {{to}}', { from: name(source), to: name(target) }), (flow) =>
      edit.connect(flow, newId(), { node: source, port: sourceHandle ?? '' }, { node: target, port: targetHandle ?? '' }),
    );
}

/** Drawing links: checked while dragging, dropped on a card, or on the empty canvas, where the kinds that fit are offered. */
export function useConnecting(toFlow: (screen: { x: number; y: number }) => { x: number; y: number }) {
  const isValidConnection: IsValidConnection<PipeEdgeType> = useCallback((link) => reasonAgainst(link) === null, []);
  const onConnect = useCallback((link: Connection) => {
    if (onCanvas(link.source).kind === 'step' && onCanvas(link.target).kind === 'step') draw(link);
  }, []);
  const onConnectEnd = useCallback(
    (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
      if (!state.fromHandle || !state.fromNode) return;
      const at = 'changedTouches' in event ? event.changedTouches[0] : event;
      if (!at) return;
      const screen = { x: at.clientX, y: at.clientY };
      const isOutput = state.fromHandle.type === 'source';
      const open = { node: state.fromNode.id, port: state.fromHandle.id ?? '' };
      if (state.toHandle) {
        const led = state.toHandle.nodeId;
        if ((isFolded(led) || (isFolded(open.node) && state.isValid)) && led !== open.node)
          joinAtGroup(open, { node: led, port: isFolded(led) ? null : (state.toHandle.id ?? '') }, isOutput, screen, draw);
        return;
      }
      if (state.isValid) return;
      const card = document.elementFromPoint(screen.x, screen.y)?.closest('.react-flow__node')?.getAttribute('data-id');
      if (card && isFolded(card)) return card === open.node ? undefined : joinAtGroup(open, { node: card, port: null }, isOutput, screen, draw);
      if (card && onCanvas(card).kind === 'step') return card === open.node ? undefined : joinCard(card, open, isOutput, screen);
      const { x, y } = toFlow(screen);
      const place = { x: isOutput ? x : x - 224, y: y - 25 };
      beginAt(open, isOutput, screen, (end) => useCanvasDoor.setState({ adding: { screen, at: place, join: { ...end, end: isOutput ? 'output' : 'input' } } }));
    },
    [toFlow],
  );
  return { isValidConnection, onConnect, onConnectEnd };
}

function joinCard(card: string, open: { node: string; port: string }, isOutput: boolean, screen: { x: number; y: number }): void {
  const { flow } = useDocument.getState();
  if (!flow) return;
  const node = flow.nodes.find((one) => one.id === card);
  if (isFolded(open.node)) {
    const port = isOutput ? freeInput(flow, catalog, card) : freeOutput(flow, catalog, node);
    joinAtGroup(open, { node: card, port: port ?? null }, isOutput, screen, draw);
    return;
  }
  const link = isOutput
    ? { source: open.node, sourceHandle: open.port, target: card, targetHandle: freeInput(flow, catalog, card) ?? null }
    : { source: card, sourceHandle: freeOutput(flow, catalog, node) ?? null, target: open.node, targetHandle: open.port };
  if (link.sourceHandle && link.targetHandle && reasonAgainst(link) === null) draw(link);
}
