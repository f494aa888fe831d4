import type { Flow, FlowEdge, FlowGroup, FlowNode } from '../../core/flow/flow.ts';
import { nodesById } from '../../core/flow/flow-index.ts';
import { groupOf, membersOf } from '../../core/flow/groups.ts';
import { type Language, language } from '../i18n/i18n.ts';
import { type CardFace, facesOf } from './card-face.ts';
import { bundleId, foldedCardId } from './card-ids.ts';
import { foldedFace, sideOf } from './folded-face.ts';

/** A collapsed group: the steps in it, and the node that stands for it on the canvas. */
export interface FoldedGroup {
  group: FlowGroup;
  /** Ids of the steps inside. */
  members: readonly string[];
  card: FlowNode;
}

/** A flow as it is drawn: each collapsed group is one card, and links that cross its border end at that card. */
export interface DrawnFlow {
  /** The steps that are seen, and the cards of collapsed groups. */
  nodes: Flow['nodes'];
  /** The links that are seen. Several between the same two places, one of them at a collapsed group, are one. */
  edges: Flow['edges'];
  faces: ReadonlyMap<string, CardFace>;
  /** Collapsed groups by the id of their card. */
  folded: ReadonlyMap<string, FoldedGroup>;
  /** The links of the document that a drawn one stands for; absent for those that are drawn as they are. */
  linksOf: ReadonlyMap<string, readonly FlowEdge[]>;
  /** Id of the card that shows a step: its own, or that of its collapsed group. */
  cardOf(nodeId: string): string;
}

type Source = Pick<Flow, 'nodes' | 'edges'> & Partial<Pick<Flow, 'groups'>>;

const known = new WeakMap<Source, { drawn: DrawnFlow; language: Language }>();
const lists = new WeakMap<Flow['edges'], Flow['edges']>();
const cards = new WeakMap<FlowGroup, FlowNode>();
const bundles = new WeakMap<FlowEdge, { key: string; edge: FlowEdge; links: readonly FlowEdge[] }>();

/** How a flow is drawn. The same answer for the same flow; cards, links and the list of links stay the same objects as long as they say the same. */
export function drawnFlow(flow: Source): DrawnFlow {
  const before = known.get(flow);
  if (before?.language === language()) return before.drawn;
  const drawn = (flow.groups ?? []).some((group) => group.collapsed) ? folded({ ...flow, groups: flow.groups ?? [] }) : asItIs(flow);
  known.set(flow, { drawn, language: language() });
  return drawn;
}

function asItIs(flow: Source): DrawnFlow {
  return { nodes: flow.nodes, edges: flow.edges, faces: facesOf(flow), folded: new Map(), linksOf: new Map(), cardOf: (id) => id };
}

function folded(flow: Pick<Flow, 'nodes' | 'edges' | 'groups'>): DrawnFlow {
  const groups = flow.groups.flatMap((group): FoldedGroup[] => {
    const members = group.collapsed ? membersOf(flow, group) : [];
    return members.length > 0 ? [{ group, members, card: cardOfGroup(flow, group, members) }] : [];
  });
  const byCard = new Map(groups.map((one) => [one.card.id, one]));
  const cardOf = (id: string) => {
    const group = groupOf(flow, id);
    return group?.collapsed ? foldedCardId(group.id) : id;
  };
  const inside = facesOf(flow);
  const { edges, linksOf } = drawnEdges(flow.edges, cardOf, inside);
  const seen = flow.nodes.filter((node) => cardOf(node.id) === node.id);
  const faces = new Map(facesOf({ nodes: seen, edges }));
  for (const { card, members } of groups)
    faces.set(
      card.id,
      foldedFace(
        card,
        members.flatMap((id) => inside.get(id) ?? []),
        edges,
      ),
    );
  return { nodes: [...seen, ...groups.map(({ card }) => card)], edges, faces, folded: byCard, linksOf, cardOf };
}

/** The card of a collapsed group stands at the left of its steps, half-way down: a link that runs through them runs through it. */
function cardOfGroup(flow: Pick<Flow, 'nodes'>, group: FlowGroup, members: readonly string[]): FlowNode {
  const places = members.flatMap((id) => nodesById(flow).get(id)?.position ?? []);
  const [x, tops] = [Math.min(...places.map((at) => at.x)), places.map((at) => at.y)];
  const y = Math.round((Math.min(...tops) + Math.max(...tops)) / 2);
  const before = cards.get(group);
  if (before && before.position.x === x && before.position.y === y) return before;
  const card: FlowNode = { id: foldedCardId(group.id), kind: 'group', version: 1, name: group.name, position: { x, y }, config: {} };
  cards.set(group, card);
  return card;
}

function drawnEdges(edges: Flow['edges'], cardOf: (id: string) => string, inside: ReadonlyMap<string, CardFace>): Pick<DrawnFlow, 'edges' | 'linksOf'> {
  const made: FlowEdge[] = [];
  const together = new Map<string, FlowEdge[]>();
  const ends = new Map<string, Pick<FlowEdge, 'from' | 'to'>>();
  for (const edge of edges) {
    const [from, to] = [cardOf(edge.from.node), cardOf(edge.to.node)];
    if (from === edge.from.node && to === edge.to.node) made.push(edge);
    if (from === to || (from === edge.from.node && to === edge.to.node)) continue;
    const [out, into] = [sideOf(inside, edge.from, 'outputs'), sideOf(inside, edge.to, 'inputs')];
    const end = {
      from: from === edge.from.node ? edge.from : { node: from, port: out },
      to: to === edge.to.node ? edge.to : { node: to, port: into },
    };
    // A link whose port is gone is mended one by one.
    const key = [end.from.node, end.from.port, end.to.node, end.to.port, out === 'lost' || into === 'lost' ? edge.id : ''].join('\n');
    ends.set(key, end);
    together.set(key, [...(together.get(key) ?? []), edge]);
  }
  const linksOf = new Map<string, readonly FlowEdge[]>();
  for (const [key, links] of together) {
    const bundle = bundleOf(key, links, ends.get(key));
    made.push(bundle.edge);
    linksOf.set(bundle.edge.id, bundle.links);
  }
  const before = lists.get(edges);
  if (before && before.length === made.length && before.every((edge, i) => edge === made[i])) return { edges: before, linksOf };
  lists.set(edges, made);
  return { edges: made, linksOf };
}

function bundleOf(ends: string, links: readonly FlowEdge[], end: Pick<FlowEdge, 'from' | 'to'> | undefined) {
  const [first] = links as [FlowEdge];
  const before = bundles.get(first);
  const key = `${ends}\n${links.length}`;
  if (before?.key === key && before.links.every((link, i) => link === links[i])) return before;
  const bundle = { key, links, edge: { id: links.length === 1 ? first.id : bundleId(first.id), from: end?.from ?? first.from, to: end?.to ?? first.to } };
  bundles.set(first, bundle);
  return bundle;
}

/** Places of steps, from places of drawn cards: with the card of a collapsed group move the steps in it. */
export function placesOfSteps(
  flow: Pick<Flow, 'nodes'>,
  drawn: Pick<DrawnFlow, 'folded'>,
  places: Readonly<Record<string, { x: number; y: number }>>,
): Record<string, { x: number; y: number }> {
  const byId = nodesById(flow);
  return Object.fromEntries(
    Object.entries(places).flatMap(([id, to]) => {
      const group = drawn.folded.get(id);
      if (!group) return [[id, to]];
      const [dx, dy] = [Math.round(to.x) - group.card.position.x, Math.round(to.y) - group.card.position.y];
      return group.members.flatMap((member) => {
        const at = byId.get(member)?.position;
        return at ? [[member, { x: at.x + dx, y: at.y + dy }]] : [];
      });
    }),
  );
}
