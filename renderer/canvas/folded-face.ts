import { REJECT_PORT } from '../../core/catalog/node-spec.ts';
import type { Flow, FlowEdge, FlowNode } from '../../core/flow/flow.ts';
import { t, text } from '../i18n/i18n.ts';
import type { CardFace } from './card-face.ts';
import { type PortFace, placePorts } from './port-spots.ts';

/** Ports of the card of a collapsed group: one for each sort of links that cross its border. */
const INPUTS: readonly PortFace[] = [
  { name: 'start', label: text('Started by'), kind: 'start' },
  { name: 'in', label: text('Into the group'), kind: 'data' },
  { name: 'lost', label: text('Removed input'), kind: 'lost' },
];
const OUTPUTS: readonly PortFace[] = [
  { name: 'start', label: text('Starts'), kind: 'start' },
  { name: 'out', label: text('Out of the group'), kind: 'data' },
  { name: 'lost', label: text('Removed output'), kind: 'lost' },
];
const REJECTED: PortFace = { name: REJECT_PORT, label: text('Rejected'), kind: 'reject' };

/** The port of a collapsed group's card at which a link to or from a step inside ends. */
export function sideOf(faces: ReadonlyMap<string, CardFace>, end: FlowEdge['from'], side: 'inputs' | 'outputs'): string {
  const kind = faces.get(end.node)?.[side].find((port) => port.name === end.port)?.kind ?? 'data';
  if (kind === 'data') return side === 'inputs' ? 'in' : 'out';
  return kind === 'reject' ? REJECT_PORT : kind;
}

/**
 * What the card of a collapsed group shows beside its state. There is a port for records into and out of it as soon as a step `inside` has one, so that links
 * can begin there.
 */
export function foldedFace(card: FlowNode, inside: readonly CardFace[], edges: Flow['edges']): CardFace {
  const carriesData = (ports: CardFace['inputs']) => ports.some((port) => port.kind === 'data');
  const into = new Set(edges.filter((edge) => edge.to.node === card.id).map((edge) => edge.to.port));
  const out = new Set(edges.filter((edge) => edge.from.node === card.id).map((edge) => edge.from.port));
  if (inside.some(({ inputs }) => carriesData(inputs))) into.add('in');
  if (inside.some(({ outputs }) => carriesData(outputs))) out.add('out');
  return {
    name: card.name,
    kindTitle: t('Group'),
    role: 'unknown',
    icon: 'question-mark',
    summary: t('{{count}} steps', { count: inside.length }),
    ...placePorts(
      INPUTS.filter((port) => into.has(port.name)),
      OUTPUTS.filter((port) => out.has(port.name)),
      out.has(REJECT_PORT) ? [REJECTED] : [],
    ),
  };
}
