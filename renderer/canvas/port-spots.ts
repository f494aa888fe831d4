import type { OutputPort, Role } from '../../core/catalog/node-spec.ts';
import { REJECT_PORT, START_PORT } from '../../core/catalog/node-spec.ts';
import type { FlowKind } from '../../core/flow/kinds.ts';
import { text } from '../i18n/i18n.ts';
import { CARD_HEIGHT, CARD_WIDTH, LIST_END, LIST_TOP, PORT_ROW, type PortSpot } from './geometry.ts';

export interface CardPorts {
  inputs: PortSpot[];
  outputs: PortSpot[];
  /** Of the card without its strip of counts. */
  height: number;
}

/** Ports that links use although the step no longer has them, by name. */
export interface LostPorts {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

const NONE_LOST: LostPorts = { inputs: [], outputs: [] };

/**
 * Where a kind's ports sit on its card: data left to right, rejects fall out at the bottom. A source's start port takes a trigger. A side with several
 * ports has them below each other under the head, and the card is as high as the longer side.
 */
export function portSpots(kind: Pick<FlowKind, 'role' | 'inputs' | 'outputs'>, lost: LostPorts = NONE_LOST): CardPorts {
  const into: PortFace[] =
    kind.role === 'source'
      ? [{ name: START_PORT, label: text('Started by'), kind: 'start' }]
      : kind.inputs.map(({ name, label }) => ({ name, label, kind: 'data' }));
  const left = [...into, ...lost.inputs.map((name): PortFace => ({ name, label: text('Removed input'), kind: 'lost' }))];
  const plain = kind.outputs.filter((port) => port.carries !== 'reject').map(face);
  const right = [...plain, ...lost.outputs.map((name): PortFace => ({ name, label: text('Removed output'), kind: 'lost' }))];
  return placePorts(left, right, kind.outputs.filter((port) => port.carries === 'reject').map(face));
}

/** Ports on the two sides of a card and, from its right corner on, at its foot. */
export function placePorts(left: readonly PortFace[], right: readonly PortFace[], foot: readonly PortFace[]): CardPorts {
  const rows = Math.max(isList(left) ? left.length : 0, isList(right) ? right.length : 0);
  return {
    inputs: onSide('left', left),
    outputs: [...onSide('right', right), ...foot.map((port, i): PortSpot => ({ ...port, side: 'bottom', at: CARD_WIDTH - 40 - i * 28 }))],
    height: rows === 0 ? CARD_HEIGHT : LIST_TOP + rows * PORT_ROW + LIST_END,
  };
}

/** A port without its place. */
export type PortFace = Pick<PortSpot, 'name' | 'label' | 'kind'>;

const isList = (ports: readonly PortFace[]) => ports.length > 1;

function onSide(side: 'left' | 'right', ports: readonly PortFace[]): PortSpot[] {
  if (!isList(ports)) return ports.map((port) => ({ ...port, side, at: CARD_HEIGHT / 2 }));
  return ports.map((port, i) => ({ ...port, side, at: LIST_TOP + PORT_ROW * (i + 0.5), listed: true }));
}

function face(port: OutputPort): PortFace {
  return { name: port.name, label: port.label, kind: port.carries ?? 'data' };
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
