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
    measured: { width: CARD_WIDTH, height: CARD_HEIGHT },
    ariaRole: 'group',
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

/** Where a link that goes back to the left runs across: the height nearest to the middle at which it crosses no card. Null for other links. */
function corridor(nodes: readonly FlowNode[], from: FlowNode, to: FlowNode): number | null {
  if (to.position.x > from.position.x + CARD_WIDTH) return null;
  const [left, right] = [to.position.x - 30, from.position.x + CARD_WIDTH + 30];
  const [y1, y2] = [from.position.y + CARD_HEIGHT / 2, to.position.y + CARD_HEIGHT / 2];
  const [top, bottom, middle] = [Math.min(y1, y2), Math.max(y1, y2), (y1 + y2) / 2];
  const cards = nodes
    .filter((node) => node.position.x < right && node.position.x + CARD_WIDTH > left)
    .map((node) => [node.position.y - CLEARANCE, node.position.y + FULL_CARD + CLEARANCE] as const);
  const isFree = (y: number) => y > top && y < bottom && cards.every(([start, end]) => y <= start || y >= end);
  const candidates = [middle, ...cards.flat()].filter(isFree).sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
  return candidates[0] ?? middle;
}

const CLEARANCE = 18;
const FULL_CARD = CARD_HEIGHT + 26;

/** The edges as React Flow draws them; ends that do not exist are left out. */
export function toPipes(flow: Pick<Flow, 'nodes' | 'edges'>): PipeEdgeType[] {
  const byId = new Map(flow.nodes.map((node) => [node.id, node]));
  return flow.edges.flatMap((edge): PipeEdgeType[] => {
    const [from, to] = [byId.get(edge.from.node), byId.get(edge.to.node)];
    if (!from || !to) return [];
    const carries = faceOf(from, flow.edges).outputs.find((port) => port.name === edge.from.port)?.kind ?? 'data';
    const data = { carries, fromName: from.name, toName: to.name, fromPort: edge.from.port, toPort: edge.to.port, bendY: corridor(flow.nodes, from, to) };
    const ariaLabel = `From ${from.name} to ${to.name}${carries === 'reject' ? ', rejected records' : ''}`;
    return [{ id: edge.id, type: 'pipe', source: from.id, target: to.id, sourceHandle: edge.from.port, targetHandle: edge.to.port, data, ariaLabel }];
  });
}
