import { Graph, layout } from '@dagrejs/dagre';
import { REJECT_PORT } from '../../core/catalog/node-spec.ts';
import type { FlowEdge } from '../../core/flow/flow.ts';
import { CARD_HEIGHT, CARD_WIDTH, COLUMN_GAP, ROW_GAP, STRIP_HEIGHT } from './geometry.ts';
import { type PortPlaces, type Positions, tangle } from './tangle.ts';

const GRID = 8;
const LOOSE_IN_A_ROW = 4;
/** Height of each card with its strip of counts. */
type HeightOf = (nodeId: string) => number;

/** What has to be known of a flow to lay it out: plain data, so that it can be sent to another thread. */
export interface Drawing {
  readonly nodes: readonly { readonly id: string; readonly position: { readonly x: number; readonly y: number }; readonly ports: PortPlaces }[];
  readonly edges: readonly FlowEdge[];
}

/**
 * A tidy place for every node, left to right along the edges, with the top left corner where it was. What is wider than `columns` cards goes on in
 * a row below, like text. Nodes without edges go last.
 */
export function arrange(flow: Drawing, columns: number): Positions {
  if (flow.nodes.length === 0) return {};
  const wired = new Set(flow.edges.flatMap((edge) => [edge.from.node, edge.to.node]));
  const [joined, loose] = [flow.nodes.filter((node) => wired.has(node.id)), flow.nodes.filter((node) => !wired.has(node.id))];
  const aside = rejectBranches(flow.edges);
  const faces = new Map(flow.nodes.map(({ id, ports }) => [id, ports]));
  const heightOf: HeightOf = (id) => (faces.get(id)?.height ?? CARD_HEIGHT) + STRIP_HEIGHT;
  const portAt = ({ node, port }: FlowEdge['from']) => faces.get(node)?.outputs.findIndex((spot) => spot.name === port) ?? 0;
  const main = joined.filter((node) => !aside.has(node.id)).sort((a, b) => a.position.y - b.position.y || a.position.x - b.position.x);
  // Of two ends that could stand either way dagre puts that of the later link above: what upper ports lead to, and what stands higher now, goes last.
  const placeOf = new Map(main.map((node, place) => [node.id, place]));
  const inner = flow.edges.filter((edge) => placeOf.has(edge.from.node) && placeOf.has(edge.to.node));
  inner.sort((a, b) => portAt(b.from) - portAt(a.from) || (placeOf.get(b.to.node) ?? 0) - (placeOf.get(a.to.node) ?? 0));
  const ids = main.map((node) => node.id);
  const inOneRow = clearest(inner, faces, heightOf, () => columnsOf(ids, inner, heightOf), [
    () => columnsOf(ids, inner.toReversed(), heightOf),
    () => columnsOf(ids.toReversed(), inner, heightOf),
    () => columnsOf(ids.toReversed(), inner.toReversed(), heightOf),
  ]);
  for (const [id, from] of aside) {
    const x = (inOneRow[from]?.x ?? 0) + CARD_WIDTH + COLUMN_GAP;
    const above = Object.entries(inOneRow).filter(([, at]) => at.x > x - 2 * CARD_WIDTH && at.x < x + CARD_WIDTH);
    inOneRow[id] = { x, y: Math.max(0, ...above.map(([other, at]) => at.y + heightOf(other))) + ROW_GAP };
  }
  const placed = fold(inOneRow, columns, heightOf);
  let top = Math.max(-ROW_GAP, ...Object.entries(placed).map(([id, at]) => at.y + heightOf(id))) + ROW_GAP;
  for (let first = 0; first < loose.length; first += LOOSE_IN_A_ROW) {
    const row = loose.slice(first, first + LOOSE_IN_A_ROW);
    for (const [i, node] of row.entries()) placed[node.id] = { x: i * (CARD_WIDTH + COLUMN_GAP), y: top };
    top += Math.max(...row.map((node) => heightOf(node.id))) + ROW_GAP;
  }
  return moveTo(placed, corner(flow.nodes.map((node) => node.position)));
}

/** Up to this size the columns are chosen so that the links are as short as can be; beyond it that takes a time that grows with the square. */
const MOST_EXACT = 200;

/** The nodes in columns, from left to right along the links. Which of two equally good places a node gets hangs on the order of nodes and links. */
function columnsOf(ids: readonly string[], edges: readonly FlowEdge[], heightOf: HeightOf): Positions {
  const ranker = ids.length > MOST_EXACT ? 'tight-tree' : 'network-simplex';
  const graph = new Graph().setGraph({ rankdir: 'LR', ranksep: COLUMN_GAP, nodesep: ROW_GAP, edgesep: 24, ranker }).setDefaultEdgeLabel(() => ({}));
  for (const id of ids) graph.setNode(id, { width: CARD_WIDTH, height: heightOf(id) });
  for (const edge of edges) graph.setEdge(edge.from.node, edge.to.node);
  layout(graph);
  const placed: Positions = {};
  for (const id of ids) {
    const { x = 0, y = 0 } = graph.node(id) as { x?: number; y?: number };
    placed[id] = { x: x - CARD_WIDTH / 2, y: y - heightOf(id) / 2 };
  }
  return placed;
}

/** Flows with more links than this get the first arrangement: to compare them takes a time that grows with the square. */
const MOST_COMPARED = 80;

/** Of several arrangements the first one with the fewest links that cross each other or run behind a card. */
function clearest(
  edges: readonly FlowEdge[],
  faces: ReadonlyMap<string, PortPlaces>,
  heightOf: HeightOf,
  usual: () => Positions,
  others: readonly (() => Positions)[],
): Positions {
  let best = usual();
  let least = edges.length > MOST_COMPARED ? 0 : tangle(best, edges, faces, heightOf);
  for (const other of others) {
    if (least === 0) break;
    const placed = other();
    const crossed = tangle(placed, edges, faces, heightOf);
    if (crossed < least) [best, least] = [placed, crossed];
  }
  return best;
}

/** Nodes that only rejected records reach, each with the node it hangs on, in the order in which they are reached: they go below the main line. */
function rejectBranches(edges: readonly FlowEdge[]): Map<string, string> {
  const into = Map.groupBy(edges, (edge) => edge.to.node);
  const aside = new Map<string, string>();
  for (let grew = true; grew; ) {
    grew = false;
    for (const [node, ends] of into) {
      if (aside.has(node) || !ends.every((edge) => edge.from.port === REJECT_PORT || aside.has(edge.from.node))) continue;
      aside.set(node, ends[0]?.from.node ?? '');
      grew = true;
    }
  }
  return aside;
}

/** Higher than this a flow branches out: broken into rows its links would run back across it. */
const FLAT = 3 * (CARD_HEIGHT + STRIP_HEIGHT + ROW_GAP);

/** Breaks one long, flat row of columns into rows of at most so many. */
function fold(placed: Positions, columns: number, heightOf: HeightOf): Positions {
  const ranks = [...new Set(Object.values(placed).map((at) => Math.round(at.x)))].sort((a, b) => a - b);
  const tops = Object.values(placed).map((at) => at.y);
  const bottoms = Object.entries(placed).map(([id, at]) => at.y + heightOf(id));
  if (ranks.length <= columns || Math.max(...bottoms) - Math.min(...tops) > FLAT) return placed;
  const perRow = Math.ceil(ranks.length / Math.ceil(ranks.length / columns));
  const folded: Positions = {};
  let top = 0;
  for (let first = 0; first < ranks.length; first += perRow) {
    const here = new Set(ranks.slice(first, first + perRow));
    const row = Object.entries(placed).filter(([, at]) => here.has(Math.round(at.x)));
    const [left, highest, lowest] = [ranks[first] ?? 0, Math.min(...row.map(([, at]) => at.y)), Math.max(...row.map(([id, at]) => at.y + heightOf(id)))];
    for (const [id, at] of row) folded[id] = { x: at.x - left, y: at.y - highest + top };
    top += lowest - highest + ROW_GAP * 1.6;
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
