import { Graph, layout } from '@dagrejs/dagre';
import { REJECT_PORT } from '../../core/catalog/node-spec.ts';
import type { Flow, FlowEdge } from '../../core/flow/flow.ts';
import { CARD_HEIGHT, CARD_WIDTH, COLUMN_GAP, ROW_GAP } from './geometry.ts';

export type Positions = Record<string, { x: number; y: number }>;
const GRID = 8;
/** A card with its strip of counts. */
const FULL_HEIGHT = CARD_HEIGHT + 24;

/**
 * A tidy place for every node, left to right along the edges, with the top left corner where it was. What is wider than `columns` cards goes on in
 * a row below, like text. Nodes without edges go last.
 */
export function layoutFlow(flow: Pick<Flow, 'nodes' | 'edges'>, columns = Number.POSITIVE_INFINITY): Positions {
  if (flow.nodes.length === 0) return {};
  const graph = new Graph().setGraph({ rankdir: 'LR', ranksep: COLUMN_GAP, nodesep: ROW_GAP, edgesep: 24 }).setDefaultEdgeLabel(() => ({}));
  const wired = new Set(flow.edges.flatMap((edge) => [edge.from.node, edge.to.node]));
  const [joined, loose] = [flow.nodes.filter((node) => wired.has(node.id)), flow.nodes.filter((node) => !wired.has(node.id))];
  const aside = rejectBranches(flow.edges);
  const main = joined.filter((node) => !aside.has(node.id)).sort((a, b) => a.position.y - b.position.y || a.position.x - b.position.x);
  for (const node of main) graph.setNode(node.id, { width: CARD_WIDTH, height: FULL_HEIGHT });
  for (const edge of flow.edges) if (graph.hasNode(edge.from.node) && graph.hasNode(edge.to.node)) graph.setEdge(edge.from.node, edge.to.node);
  layout(graph);
  const inOneRow: Positions = {};
  for (const node of main) {
    const { x = 0, y = 0 } = graph.node(node.id) as { x?: number; y?: number };
    inOneRow[node.id] = { x: x - CARD_WIDTH / 2, y: y - FULL_HEIGHT / 2 };
  }
  for (const [id, from] of aside) {
    const x = (inOneRow[from]?.x ?? 0) + CARD_WIDTH + COLUMN_GAP;
    const above = Object.values(inOneRow).filter((at) => at.x > x - 2 * CARD_WIDTH && at.x < x + CARD_WIDTH);
    inOneRow[id] = { x, y: Math.max(0, ...above.map((at) => at.y)) + FULL_HEIGHT + ROW_GAP };
  }
  const placed = fold(inOneRow, columns);
  const bottom = Math.max(-ROW_GAP, ...Object.values(placed).map((at) => at.y + FULL_HEIGHT));
  for (const [i, node] of loose.entries())
    placed[node.id] = { x: (i % 4) * (CARD_WIDTH + COLUMN_GAP), y: bottom + ROW_GAP + Math.floor(i / 4) * (FULL_HEIGHT + ROW_GAP) };
  return moveTo(placed, corner(flow.nodes.map((node) => node.position)));
}

/** Nodes that only rejected records reach, each with the node it hangs on, in the order in which they are reached: they go below the main line. */
function rejectBranches(edges: readonly FlowEdge[]): Map<string, string> {
  const aside = new Map<string, string>();
  for (let grew = true; grew; ) {
    grew = false;
    for (const { to } of edges) {
      const into = edges.filter((edge) => edge.to.node === to.node);
      const isAside = into.every((edge) => edge.from.port === REJECT_PORT || aside.has(edge.from.node));
      if (aside.has(to.node) || !isAside) continue;
      aside.set(to.node, into[0]?.from.node ?? '');
      grew = true;
    }
  }
  return aside;
}

/** Breaks one long row of columns into rows of at most so many. */
function fold(placed: Positions, columns: number): Positions {
  const ranks = [...new Set(Object.values(placed).map((at) => Math.round(at.x)))].sort((a, b) => a - b);
  if (ranks.length <= columns) return placed;
  const perRow = Math.ceil(ranks.length / Math.ceil(ranks.length / columns));
  const folded: Positions = {};
  let top = 0;
  for (let first = 0; first < ranks.length; first += perRow) {
    const here = new Set(ranks.slice(first, first + perRow));
    const row = Object.entries(placed).filter(([, at]) => here.has(Math.round(at.x)));
    const [left, highest, lowest] = [ranks[first] ?? 0, Math.min(...row.map(([, at]) => at.y)), Math.max(...row.map(([, at]) => at.y))];
    for (const [id, at] of row) folded[id] = { x: at.x - left, y: at.y - highest + top };
    top += lowest - highest + FULL_HEIGHT + ROW_GAP * 1.6;
  }
  return folded;
}

function corner(points: readonly { x: number; y: number }[]): { x: number; y: number } {
  return { x: Math.min(...points.map((at) => at.x)), y: Math.min(...points.map((at) => at.y)) };
}

function moveTo(placed: Positions, to: { x: number; y: number }): Positions {
  const from = corner(Object.values(placed));
  const snap = (value: number) => Math.round(value / GRID) * GRID;
  return Object.fromEntries(Object.entries(placed).map(([id, at]) => [id, { x: snap(at.x - from.x + to.x), y: snap(at.y - from.y + to.y) }]));
}
