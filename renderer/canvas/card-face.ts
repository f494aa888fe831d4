import type { Flow, FlowNode } from '../../core/flow/flow.ts';
import { outputsOf } from '../../core/flow/kinds.ts';
import { catalog } from '../../core/nodes/index.ts';
import type { TileRole } from '../ui/RoleTile.tsx';
import { type PortSpot, portSpots, portsInUse } from './geometry.ts';

/** What a card shows of a node's settings, without any data. */
export interface CardFace {
  name: string;
  /** Title of the kind, e.g. "CSV file". */
  kindTitle: string;
  role: TileRole;
  icon: string;
  /** One line that says what the step is set to do. */
  summary: string;
  inputs: readonly PortSpot[];
  outputs: readonly PortSpot[];
}

const faces = new WeakMap<FlowNode, CardFace>();

/** The face of a node; the same object as long as the node is the same. */
export function faceOf(node: FlowNode, edges: Flow['edges']): CardFace {
  const spec = catalog.get(node.kind);
  const known = spec && faces.get(node);
  if (known) return known;
  if (!spec) {
    const ports = portSpots(portsInUse(node.id, edges));
    return { name: node.name, kindTitle: node.kind, role: 'unknown', icon: 'question-mark', summary: `Unknown kind “${node.kind}”`, ...ports };
  }
  const config = spec.config.safeParse(node.config);
  const face: CardFace = {
    name: node.name,
    kindTitle: spec.title,
    role: spec.role,
    icon: spec.icon,
    summary: config.success ? spec.summary(config.data) : 'Some settings are not valid',
    ...portSpots({ role: spec.role, inputs: spec.inputs, outputs: outputsOf(spec, node.config) }),
  };
  faces.set(node, face);
  return face;
}
