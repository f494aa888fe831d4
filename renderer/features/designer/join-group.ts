import type { Connection } from '@xyflow/react';
import type { Flow } from '../../../core/flow/flow.ts';
import { type PortEnd, whyNotConnect } from '../../../core/flow/graph.ts';
import { outputsOf } from '../../../core/flow/kinds.ts';
import { catalog } from '../../../core/nodes/index.ts';
import { facesOf } from '../../canvas/card-face.ts';
import { onCanvas } from '../../canvas/card-ids.ts';
import { drawnFlow } from '../../canvas/drawn-flow.ts';
import { sideOf } from '../../canvas/folded-face.ts';
import { t, text, told } from '../../i18n/i18n.ts';
import { useCanvasDoor } from '../../state/canvas-door.ts';
import { useDocument } from '../../state/document.ts';
import { say } from '../../ui/say.ts';

/** A port that a link can begin or end at. */
export interface InnerEnd {
  end: PortEnd;
  step: string;
  port: string;
}

/** An end of a link as it is drawn: a port of a step; or the card of a collapsed group, where `port` tells the port of that card at which it begins. */
export interface DrawnEnd {
  node: string;
  port: string | null;
}

/** A link that can be meant. */
interface Meant {
  open: InnerEnd;
  end: InnerEnd;
}

const isFolded = (id: string) => onCanvas(id).kind === 'folded';

/** The ports that an end stands for, as far as they are of that direction. */
export function portsBehind(flow: Flow, { node: card, port: side }: DrawnEnd, isOutput: boolean): InnerEnd[] {
  const steps = isFolded(card) ? (drawnFlow(flow).folded.get(card)?.members ?? []) : [card];
  const faces = facesOf(flow);
  return steps.flatMap((id) => {
    const node = flow.nodes.find((one) => one.id === id);
    const spec = node && catalog.get(node.kind);
    if (!node || !spec) return [];
    const inputs = spec.role === 'source' ? [{ name: 'start', label: text('Started by') }] : spec.inputs;
    const ports = isOutput ? outputsOf(spec, node.config) : inputs;
    return ports.flatMap(({ name, label }) => {
      const end = { node: id, port: name };
      const isMeant = side === null || side === (isFolded(card) ? sideOf(faces, end, isOutput ? 'outputs' : 'inputs') : name);
      return isMeant ? [{ end, step: node.name, port: told(label) }] : [];
    });
  });
}

/** The links that can be meant by one drawn from `open` to `end`, of which at least one is the card of a collapsed group. */
export function linksMeant(flow: Flow, open: DrawnEnd, end: DrawnEnd, isOutput: boolean): Meant[] {
  if (open.node === end.node) return [];
  const ends = portsBehind(flow, end, !isOutput);
  return portsBehind(flow, open, isOutput).flatMap((one) =>
    ends.flatMap((other) => {
      const [from, to] = isOutput ? [one.end, other.end] : [other.end, one.end];
      return whyNotConnect(flow, catalog, from, to) === null ? [{ open: one, end: other }] : [];
    }),
  );
}

/** What happens when a link is let go at `end`, where it begins or ends at the card of a collapsed group, in words. */
export function wordsAtGroup(flow: Flow, open: DrawnEnd, end: DrawnEnd, isOutput: boolean): { fits: boolean; words: string } {
  const { folded } = drawnFlow(flow);
  const [begun, led] = [folded.get(open.node), folded.get(end.node)];
  const group = (led ?? begun)?.group.name ?? '';
  if (open.node === end.node) return { fits: false, words: t('A link that begins at {{group}} leads out of it.', { group }) };
  if (led?.members.includes(open.node)) return { fits: false, words: t('A step cannot feed itself.') };
  const links = linksMeant(flow, open, end, isOutput);
  if (links.length === 0) return { fits: false, words: t('No step in {{group}} can be joined to this.', { group }) };
  const [only] = links;
  if (links.length === 1 && only)
    return { fits: true, words: t('Let go to join it to {{step}} in {{group}}.', { step: (led ? only.end : only.open).step, group }) };
  return { fits: true, words: t('Let go to choose one of {{count}} places in {{group}}.', { count: links.length, group }) };
}

/** Joins what a link was drawn between: at once where only one can be meant, else it is chosen. */
export function joinAtGroup(open: DrawnEnd, end: DrawnEnd, isOutput: boolean, screen: { x: number; y: number }, draw: (link: Connection) => void): void {
  const { flow } = useDocument.getState();
  if (!flow) return;
  const links = linksMeant(flow, open, end, isOutput);
  const drawOne = ({ open: one, end: other }: Meant) => {
    const [from, to] = isOutput ? [one.end, other.end] : [other.end, one.end];
    draw({ source: from.node, sourceHandle: from.port, target: to.node, targetHandle: to.port });
  };
  const [only] = links;
  if (!only) say(wordsAtGroup(flow, open, end, isOutput).words);
  else if (links.length === 1) drawOne(only);
  else chooseLink(links, screen, { begun: isFolded(open.node), led: isFolded(end.node) }, drawOne);
}

function chooseLink(
  links: readonly Meant[],
  screen: { x: number; y: number },
  { begun, led }: { begun: boolean; led: boolean },
  draw: (link: Meant) => void,
): void {
  choose(
    screen,
    begun && led ? t('Which steps in the groups?') : t('Which step in the group?'),
    links.map((link) => ({
      id: [link.open, link.end].map((one) => `${one.end.node}-${one.end.port}`).join('-'),
      label: begun && led ? `${link.open.step} – ${link.end.step}` : (led ? link.end : link.open).step,
      detail: begun && led ? `${link.open.port} – ${link.end.port}` : (led ? link.end : link.open).port,
      choose: () => draw(link),
    })),
  );
}

/** Asks which port of a collapsed group a link begins at that leads to something new; of a step it is the one it begins at. */
export function beginAt(open: DrawnEnd, isOutput: boolean, screen: { x: number; y: number }, go: (end: PortEnd) => void): void {
  const { flow } = useDocument.getState();
  const ends = flow && isFolded(open.node) ? portsBehind(flow, open, isOutput) : [];
  const [only] = ends;
  if (!isFolded(open.node)) go({ node: open.node, port: open.port ?? '' });
  else if (only && ends.length === 1) go(only.end);
  else
    choose(
      screen,
      t('Which step in the group?'),
      ends.map(({ end, step, port }) => ({ id: `${end.node}-${end.port}`, label: step, detail: port, choose: () => go(end) })),
    );
}

function choose(screen: { x: number; y: number }, title: string, choices: { id: string; label: string; detail: string; choose(): void }[]): void {
  if (choices.length > 0) useCanvasDoor.setState({ choosing: { screen, title, choices } });
}
