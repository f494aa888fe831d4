import type { Flow, FlowNode } from '../../core/flow/flow.ts';
import { edgesFrom, edgesInto, topologicalOrder } from '../../core/flow/graph.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

/**
 * The node an arrow key leads to: right along the edges, left against them, up and down to the nearest one above or below. Where no edge leads on,
 * the nearest card in that direction. Null when there is none.
 */
export function walk(flow: Flow, from: string | null, direction: Direction): string | null {
  const start = flow.nodes.find((node) => node.id === from);
  if (!start) return topologicalOrder(flow).order[0]?.id ?? flow.nodes[0]?.id ?? null;
  const joined =
    direction === 'right'
      ? edgesFrom(flow, start.id).map((edge) => edge.to.node)
      : direction === 'left'
        ? edgesInto(flow, start.id).map((edge) => edge.from.node)
        : [];
  const among = flow.nodes.filter((node) => node.id !== start.id);
  const linked = among.filter((node) => joined.includes(node.id));
  const candidates = linked.length > 0 ? linked : among.filter((node) => liesTowards(start, node, direction));
  return nearest(start, candidates, direction)?.id ?? null;
}

function liesTowards(from: FlowNode, to: FlowNode, direction: Direction): boolean {
  const [dx, dy] = [to.position.x - from.position.x, to.position.y - from.position.y];
  if (direction === 'up') return dy < 0 && Math.abs(dx) <= Math.abs(dy) * 4;
  if (direction === 'down') return dy > 0 && Math.abs(dx) <= Math.abs(dy) * 4;
  return direction === 'right' ? dx > 0 && Math.abs(dy) <= dx : dx < 0 && Math.abs(dy) <= -dx;
}

function nearest(from: FlowNode, nodes: readonly FlowNode[], direction: Direction): FlowNode | undefined {
  const isUpright = direction === 'up' || direction === 'down';
  const distance = (node: FlowNode) => {
    const [dx, dy] = [Math.abs(node.position.x - from.position.x), Math.abs(node.position.y - from.position.y)];
    return isUpright ? dy + dx * 2 : dx + dy * 2;
  };
  return [...nodes].sort((a, b) => distance(a) - distance(b) || (a.id < b.id ? -1 : 1))[0];
}
