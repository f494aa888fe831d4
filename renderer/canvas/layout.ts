import { Graph, layout } from '@dagrejs/dagre';
import type { Flow } from '../../core/flow/flow.ts';
import { CARD_HEIGHT, CARD_WIDTH, COLUMN_GAP, ROW_GAP } from './geometry.ts';

export type Positions = Record<string, { x: number; y: number }>;
const GRID = 8;
/** A card with its strip of counts. */
const FULL_HEIGHT = CARD_HEIGHT + 24;

/** A tidy place for every node, left to right along the edges, with the top left corner where it was. Nodes without edges go below. */
export function layoutFlow(flow: Pick<Flow, 'nodes' | 'edges'>): Positions {
  if (flow.nodes.length === 0) return {};
  const graph = new Graph().setGraph({ rankdir: 'LR', ranksep: COLUMN_GAP, nodesep: ROW_GAP, edgesep: 24 }).setDefaultEdgeLabel(() => ({}));
  const wired = new Set(flow.edges.flatMap((edge) => [edge.from.node, edge.to.node]));
  const [joined, loose] = [flow.nodes.filter((node) => wired.has(node.id)), flow.nodes.filter((node) => !wired.has(node.id))];
  const inReadingOrder = [...joined].sort((a, b) => a.position.y - b.position.y || a.position.x - b.position.x);
  for (const node of inReadingOrder) graph.setNode(node.id, { width: CARD_WIDTH, height: FULL_HEIGHT });
  for (const edge of flow.edges) if (graph.hasNode(edge.from.node) && graph.hasNode(edge.to.node)) graph.setEdge(edge.from.node, edge.to.node);
  layout(graph);
  const placed: Positions = {};
  for (const node of joined) {
    const { x = 0, y = 0 } = graph.node(node.id) as { x?: number; y?: number };
    placed[node.id] = { x: x - CARD_WIDTH / 2, y: y - FULL_HEIGHT / 2 };
  }
  const bottom = Math.max(-ROW_GAP, ...Object.values(placed).map((at) => at.y + FULL_HEIGHT));
  for (const [i, node] of loose.entries())
    placed[node.id] = { x: (i % 4) * (CARD_WIDTH + COLUMN_GAP), y: bottom + ROW_GAP + Math.floor(i / 4) * (FULL_HEIGHT + ROW_GAP) };
  return moveTo(placed, corner(flow.nodes.map((node) => node.position)));
}

function corner(points: readonly { x: number; y: number }[]): { x: number; y: number } {
  return { x: Math.min(...points.map((at) => at.x)), y: Math.min(...points.map((at) => at.y)) };
}

function moveTo(placed: Positions, to: { x: number; y: number }): Positions {
  const from = corner(Object.values(placed));
  const snap = (value: number) => Math.round(value / GRID) * GRID;
  return Object.fromEntries(Object.entries(placed).map(([id, at]) => [id, { x: snap(at.x - from.x + to.x), y: snap(at.y - from.y + to.y) }]));
}
