import type { Connection, FinalConnectionState, IsValidConnection } from '@xyflow/react';
import { useCallback } from 'react';
import * as edit from '../../../core/flow/edit.ts';
import { whyNotConnect } from '../../../core/flow/graph.ts';
import { catalog } from '../../../core/nodes/index.ts';
import { freeInput, freeOutput } from '../../canvas/fits.ts';
import type { PipeEdgeType } from '../../canvas/PipeEdge.tsx';
import { newId } from '../../editing/new-id.ts';
import { useCanvasDoor } from '../../state/canvas-door.ts';
import { useDocument } from '../../state/document.ts';

/** Null when the link may be drawn in the open flow, else the reason. */
export function reasonAgainst(link: { source: string; sourceHandle?: string | null; target: string; targetHandle?: string | null }): string | null {
  const { flow } = useDocument.getState();
  if (!flow) return null;
  return whyNotConnect(flow, catalog, { node: link.source, port: link.sourceHandle ?? '' }, { node: link.target, port: link.targetHandle ?? '' });
}

function draw({ source, sourceHandle, target, targetHandle }: Connection): void {
  const name = (id: string) => useDocument.getState().flow?.nodes.find((node) => node.id === id)?.name ?? 'step';
  useDocument
    .getState()
    .apply(`Connect ${name(source)} to ${name(target)}`, (flow) =>
      edit.connect(flow, newId(), { node: source, port: sourceHandle ?? '' }, { node: target, port: targetHandle ?? '' }),
    );
}

/** Drawing links: checked while dragging, dropped on a card, or on the empty canvas, where the kinds that fit are offered. */
export function useConnecting(toFlow: (screen: { x: number; y: number }) => { x: number; y: number }) {
  const isValidConnection: IsValidConnection<PipeEdgeType> = useCallback((link) => reasonAgainst(link) === null, []);
  const onConnect = useCallback((link: Connection) => draw(link), []);
  const onConnectEnd = useCallback(
    (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
      if (state.isValid || !state.fromHandle || !state.fromNode) return;
      if (state.toHandle) return;
      const at = 'changedTouches' in event ? event.changedTouches[0] : event;
      if (!at) return;
      const screen = { x: at.clientX, y: at.clientY };
      const [node, port, isOutput] = [state.fromNode.id, state.fromHandle.id ?? '', state.fromHandle.type === 'source'];
      const card = document.elementFromPoint(screen.x, screen.y)?.closest('.react-flow__node')?.getAttribute('data-id');
      if (card && card !== node) return joinCard(card, { node, port }, isOutput);
      if (card) return;
      const { x, y } = toFlow(screen);
      useCanvasDoor.setState({ adding: { screen, at: { x: isOutput ? x : x - 224, y: y - 25 }, join: { node, port, end: isOutput ? 'output' : 'input' } } });
    },
    [toFlow],
  );
  return { isValidConnection, onConnect, onConnectEnd };
}

function joinCard(card: string, open: { node: string; port: string }, isOutput: boolean): void {
  const { flow } = useDocument.getState();
  if (!flow) return;
  const node = flow.nodes.find((one) => one.id === card);
  const link = isOutput
    ? { source: open.node, sourceHandle: open.port, target: card, targetHandle: freeInput(flow, catalog, card) ?? null }
    : { source: card, sourceHandle: freeOutput(flow, catalog, node) ?? null, target: open.node, targetHandle: open.port };
  if (link.sourceHandle && link.targetHandle && reasonAgainst(link) === null) draw(link);
}
