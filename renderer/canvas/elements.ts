import type { Flow, FlowNode } from '../../core/flow/flow.ts';
import { faceOf } from './card-face.ts';
import { CARD_HEIGHT, CARD_WIDTH, type PortSpot } from './geometry.ts';
import type { CardNode } from './NodeCard.tsx';
import type { PipeEdgeType } from './PipeEdge.tsx';

/** A node as React Flow draws it. `ariaLabel` names it for a screen reader. */
export function toCard(node: FlowNode, edges: Flow['edges']): CardNode {
  const face = faceOf(node, edges);
  return {
    id: node.id,
    type: 'card',
    position: node.position,
    data: { face },
    initialWidth: CARD_WIDTH,
    initialHeight: CARD_HEIGHT,
    ariaLabel: `${face.name}, ${face.kindTitle}: ${face.summary}`,
    handles: [...face.inputs.map((port) => handle(port, 'target')), ...face.outputs.map((port) => handle(port, 'source'))],
  };
}

const SIZE = 11;

function handle(port: PortSpot, type: 'source' | 'target'): NonNullable<CardNode['handles']>[number] {
  const x = port.side === 'left' ? -SIZE / 2 : port.side === 'right' ? CARD_WIDTH - SIZE / 2 : port.at - SIZE / 2;
  const y = port.side === 'bottom' ? CARD_HEIGHT - SIZE / 2 : port.at - SIZE / 2;
  return { id: port.name, type, position: port.side as NonNullable<CardNode['handles']>[number]['position'], x, y, width: SIZE, height: SIZE };
}

/** The edges as React Flow draws them; ends that do not exist are left out. */
export function toPipes(flow: Pick<Flow, 'nodes' | 'edges'>): PipeEdgeType[] {
  const byId = new Map(flow.nodes.map((node) => [node.id, node]));
  return flow.edges.flatMap((edge): PipeEdgeType[] => {
    const [from, to] = [byId.get(edge.from.node), byId.get(edge.to.node)];
    if (!from || !to) return [];
    const carries = faceOf(from, flow.edges).outputs.find((port) => port.name === edge.from.port)?.kind ?? 'data';
    const data = { carries, fromName: from.name, toName: to.name, fromPort: edge.from.port, toPort: edge.to.port };
    const ariaLabel = `From ${from.name} to ${to.name}${carries === 'reject' ? ', rejected records' : ''}`;
    return [{ id: edge.id, type: 'pipe', source: from.id, target: to.id, sourceHandle: edge.from.port, targetHandle: edge.to.port, data, ariaLabel }];
  });
}
