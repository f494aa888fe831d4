import type { Flow, FlowNode } from '../../core/flow/flow.ts';
import { inputsOf, outputsOf } from '../../core/flow/kinds.ts';
import { catalog } from '../../core/nodes/index.ts';
import { type Language, language, t, told } from '../i18n/i18n.ts';
import type { TileRole } from '../ui/RoleTile.tsx';
import type { PortSpot } from './geometry.ts';
import { type LostPorts, portSpots, portsInUse } from './port-spots.ts';

/** What a card shows of a node's settings, without any data. */
export interface CardFace {
  name: string;
  /** Title of the kind, e.g. "CSV file". */
  kindTitle: string;
  role: TileRole;
  icon: string;
  /** One line that says what the step is set to do. */
  summary: string;
  /** Words about it, for the next person. */
  note?: string;
  inputs: readonly PortSpot[];
  outputs: readonly PortSpot[];
  /** Of the card without its strip of counts. */
  height: number;
}

const faces = new WeakMap<FlowNode, { face: CardFace; language: Language }>();
const withLost = new WeakMap<CardFace, { key: string; face: CardFace }>();

/** The faces of all nodes by id, with the ports that links use although their step no longer has them. The same objects as long as nothing changed. */
export function facesOf({ nodes, edges }: Pick<Flow, 'nodes' | 'edges'>): ReadonlyMap<string, CardFace> {
  const all = new Map(nodes.map((node) => [node.id, faceOf(node, edges)]));
  const lost = new Map<string, { inputs: Set<string>; outputs: Set<string> }>();
  const note = (side: 'inputs' | 'outputs', { node, port }: Flow['edges'][number]['from']) => {
    const face = all.get(node);
    if (!face || face[side].some((spot) => spot.name === port)) return;
    const ports = lost.get(node) ?? { inputs: new Set(), outputs: new Set() };
    ports[side].add(port);
    lost.set(node, ports);
  };
  for (const { from, to } of edges) {
    note('outputs', from);
    note('inputs', to);
  }
  for (const node of lost.size > 0 ? nodes : []) {
    const [face, ports] = [all.get(node.id), lost.get(node.id)];
    if (face && ports) all.set(node.id, faceWith(node, face, { inputs: [...ports.inputs], outputs: [...ports.outputs] }));
  }
  return all;
}

function faceWith(node: FlowNode, base: CardFace, lost: LostPorts): CardFace {
  const key = JSON.stringify(lost);
  const known = withLost.get(base);
  if (known?.key === key) return known.face;
  const face = { ...base, ...portsOf(node, lost) };
  withLost.set(base, { key, face });
  return face;
}

function portsOf(node: FlowNode, lost?: LostPorts): ReturnType<typeof portSpots> {
  const spec = catalog.get(node.kind);
  if (!spec) return portSpots(portsInUse(node.id, []), lost);
  const inputs = inputsOf(spec, node.config, (port) => lost?.inputs.includes(port) === true);
  const gone = lost && { ...lost, inputs: lost.inputs.filter((port) => !inputs.some(({ name }) => name === port)) };
  return portSpots({ role: spec.role, inputs, outputs: outputsOf(spec, node.config) }, gone);
}

/** The face of a node; the same object as long as the node is the same. */
export function faceOf(node: FlowNode, edges: Flow['edges']): CardFace {
  const spec = catalog.get(node.kind);
  const known = spec && faces.get(node);
  if (known && known.language === language()) return known.face;
  if (!spec) {
    const ports = portSpots(portsInUse(node.id, edges));
    return {
      name: node.name,
      kindTitle: node.kind,
      role: 'unknown',
      icon: 'question-mark',
      summary: t('Unknown kind "{{kind}}"', { kind: node.kind }),
      ...(node.note ? { note: node.note } : {}),
      ...ports,
    };
  }
  const config = spec.config.safeParse(node.config);
  const face: CardFace = {
    name: node.name,
    kindTitle: told(spec.title),
    role: spec.role,
    icon: spec.icon,
    summary: config.success ? told(spec.summary(config.data, language())) : t('Some settings are not valid'),
    ...(node.note ? { note: node.note } : {}),
    ...portsOf(node),
  };
  faces.set(node, { face, language: language() });
  return face;
}
