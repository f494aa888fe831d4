import type { Flow, FlowEdge, FlowNode } from '../../core/flow/flow.ts';
import { nodesById } from '../../core/flow/flow-index.ts';
import { t } from '../i18n/i18n.ts';
import type { CardFace } from './card-face.ts';
import { drawnFlow } from './drawn-flow.ts';
import { CARD_HEIGHT, CARD_WIDTH, type PortSpot, STRIP_HEIGHT } from './geometry.ts';
import type { CardNode } from './NodeCard.tsx';
import type { PipeEdgeData, PipeEdgeType } from './PipeEdge.tsx';

/** A node as React Flow draws it. `ariaLabel` names it for a screen reader. */
export function toCard(node: FlowNode, face: CardFace): CardNode {
  return {
    id: node.id,
    type: 'card',
    position: node.position,
    data: { face },
    measured: { width: CARD_WIDTH, height: face.height },
    ariaRole: 'group',
    ariaLabel: wordsOf(face),
    handles: handlesOf(face),
  };
}

/** What a screen reader says of a card. */
export function wordsOf(face: CardFace): string {
  const note = face.note ? `. ${t('Note')}: ${face.note}` : '';
  return `${face.name}, ${face.kindTitle}: ${face.summary}${note}`;
}

const SIZE = 11;

type Handle = NonNullable<CardNode['handles']>[number];

/** Where links are led to before a card was measured. */
export function handlesOf(face: CardFace): Handle[] {
  return [...face.inputs.map((port) => handle(port, 'target', face)), ...face.outputs.map((port) => handle(port, 'source', face))];
}

function handle(port: PortSpot, type: 'source' | 'target', face: CardFace): Handle {
  const x = port.side === 'left' ? -SIZE / 2 : port.side === 'right' ? CARD_WIDTH - SIZE / 2 : port.at - SIZE / 2;
  const y = port.side === 'bottom' ? face.height - SIZE / 2 : port.at - SIZE / 2;
  return { id: port.name, type, position: port.side as Handle['position'], x, y, width: SIZE, height: SIZE };
}

type Faces = ReadonlyMap<string, CardFace>;

/** Where a link that goes back to the left runs across: the height nearest to the middle at which it crosses no card. Null for other links. */
function corridor(nodes: readonly FlowNode[], faces: Faces, from: FlowNode, to: FlowNode): number | null {
  if (to.position.x > from.position.x + CARD_WIDTH) return null;
  const [left, right] = [to.position.x - 30, from.position.x + CARD_WIDTH + 30];
  const [y1, y2] = [from.position.y + CARD_HEIGHT / 2, to.position.y + CARD_HEIGHT / 2];
  const [top, bottom, middle] = [Math.min(y1, y2), Math.max(y1, y2), (y1 + y2) / 2];
  const cards = nodes
    .filter((node) => node.position.x < right && node.position.x + CARD_WIDTH > left)
    .map((node) => [node.position.y - CLEARANCE, node.position.y + fullHeight(faces.get(node.id)) + CLEARANCE] as const);
  const isFree = (y: number) => y > top && y < bottom && cards.every(([start, end]) => y <= start || y >= end);
  const candidates = [middle, ...cards.flat()].filter(isFree).sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
  return candidates[0] ?? middle;
}

const CLEARANCE = 18;

function fullHeight(face: CardFace | undefined): number {
  return (face?.height ?? CARD_HEIGHT) + STRIP_HEIGHT + 2;
}

const pipes = new WeakMap<FlowEdge, PipeEdgeType>();
const lists = new WeakMap<Flow['edges'], PipeEdgeType[]>();

/**
 * The edges as React Flow draws them; ends that do not exist are left out, those at a port that is gone are `lost`, those at a collapsed group stand for
 * the links that cross its border. A link is the same object as long as it says the same, and so is the list: only links that changed are drawn again.
 */
export function toPipes(flow: Pick<Flow, 'nodes' | 'edges'> & Partial<Pick<Flow, 'groups'>>): PipeEdgeType[] {
  const { nodes, edges, faces, linksOf } = drawnFlow(flow);
  const byId = nodesById({ nodes });
  const made = edges.flatMap((edge): PipeEdgeType[] => {
    const [from, to] = [byId.get(edge.from.node), byId.get(edge.to.node)];
    return from && to ? [pipeOf(edge, from, to, faces, nodes, linksOf.get(edge.id))] : [];
  });
  const before = lists.get(edges);
  if (before && before.length === made.length && made.every((pipe, i) => pipe === before[i])) return before;
  lists.set(edges, made);
  return made;
}

function pipeOf(edge: FlowEdge, from: FlowNode, to: FlowNode, faces: Faces, nodes: readonly FlowNode[], links?: readonly FlowEdge[]): PipeEdgeType {
  const ends = [
    faces.get(from.id)?.outputs.find((port) => port.name === edge.from.port)?.kind ?? 'data',
    faces.get(to.id)?.inputs.find((port) => port.name === edge.to.port)?.kind,
  ] as const;
  const carries = ends.includes('lost') ? 'lost' : ends[0];
  const gone = carries === 'lost' ? { gone: ends[0] === 'lost' ? ('output' as const) : ('input' as const) } : {};
  const bendY = corridor(nodes, faces, from, to);
  const data: PipeEdgeData = {
    carries,
    fromName: from.name,
    toName: to.name,
    fromPort: edge.from.port,
    toPort: edge.to.port,
    bendY,
    ...gone,
    ...(links ? { links } : {}),
  };
  const known = pipes.get(edge);
  if (known?.data && sameData(known.data, data)) return known;
  const names = { from: from.name, to: to.name };
  const said =
    carries === 'reject'
      ? t('From {{from}} to {{to}}, rejected records', names)
      : carries === 'lost'
        ? t('From {{from}} to {{to}}, broken: its port is gone', names)
        : t('From {{from}} to {{to}}', names);
  const ariaLabel = links && links.length > 1 ? `${said}, ${t('{{count}} links', { count: links.length })}` : said;
  const pipe: PipeEdgeType = {
    id: edge.id,
    type: links && carries !== 'lost' ? 'bundle' : 'pipe',
    source: from.id,
    target: to.id,
    sourceHandle: edge.from.port,
    targetHandle: edge.to.port,
    data,
    ariaLabel,
  };
  pipes.set(edge, pipe);
  return pipe;
}

function sameData(a: PipeEdgeData, b: PipeEdgeData): boolean {
  // The ports are the edge's own, and an edge is never changed in place.
  return a.carries === b.carries && a.gone === b.gone && a.bendY === b.bendY && a.fromName === b.fromName && a.toName === b.toName && a.links === b.links;
}
