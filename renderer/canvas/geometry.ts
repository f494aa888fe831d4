import type { OutputPort, Role } from '../../core/catalog/node-spec.ts';
import { REJECT_PORT, START_PORT } from '../../core/catalog/node-spec.ts';
import type { FlowKind } from '../../core/flow/kinds.ts';

export const CARD_WIDTH = 224;
export const CARD_HEIGHT = 50;
/** Between two cards that follow each other. */
export const COLUMN_GAP = 64;
export const ROW_GAP = 46;

export interface PortSpot {
  name: string;
  label: string;
  kind: 'data' | 'reject' | 'start';
  side: 'left' | 'right' | 'bottom';
  /** Pixels from the card's top (left and right) or from its left (bottom). */
  at: number;
}

/** Where a kind's ports sit on its card: data left to right, rejects fall out at the bottom. A source's start port takes a trigger. */
export function portSpots(kind: Pick<FlowKind, 'role' | 'inputs' | 'outputs'>): { inputs: PortSpot[]; outputs: PortSpot[] } {
  const into: { name: string; label: string; kind: PortSpot['kind'] }[] =
    kind.role === 'source' ? [{ name: START_PORT, label: 'Started by', kind: 'start' }] : kind.inputs.map(({ name, label }) => ({ name, label, kind: 'data' }));
  const plain = kind.outputs.filter((port) => port.carries !== 'reject');
  const rejects = kind.outputs.filter((port) => port.carries === 'reject');
  return {
    inputs: into.map((port, i) => ({ ...port, side: 'left', at: spread(i, into.length) })),
    outputs: [
      ...plain.map((port, i): PortSpot => ({ ...face(port), side: 'right', at: spread(i, plain.length) })),
      ...rejects.map((port, i): PortSpot => ({ ...face(port), side: 'bottom', at: CARD_WIDTH - 40 - i * 28 })),
    ],
  };
}

function face(port: OutputPort): Pick<PortSpot, 'name' | 'label' | 'kind'> {
  return { name: port.name, label: port.label, kind: port.carries ?? 'data' };
}

function spread(index: number, count: number): number {
  return count === 1 ? CARD_HEIGHT / 2 : Math.round((CARD_HEIGHT * (index + 1)) / (count + 1)) + (count === 2 ? (index === 0 ? -3 : 3) : 0);
}

/** Ports of a kind that this program does not know, as the edges at its card use them. */
export function portsInUse(
  nodeId: string,
  edges: readonly { from: { node: string; port: string }; to: { node: string; port: string } }[],
): {
  role: Role;
  inputs: { name: string; label: string }[];
  outputs: OutputPort[];
} {
  const into = new Set(edges.filter((edge) => edge.to.node === nodeId).map((edge) => edge.to.port));
  const out = new Set(edges.filter((edge) => edge.from.node === nodeId).map((edge) => edge.from.port));
  return {
    role: 'transform',
    inputs: [...into].map((name) => ({ name, label: name })),
    outputs: [...out].map((name) => ({ name, label: name, carries: name === REJECT_PORT ? 'reject' : 'data' })),
  };
}
