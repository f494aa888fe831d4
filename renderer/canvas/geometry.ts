import type { OutputPort, Role } from '../../core/catalog/node-spec.ts';
import { REJECT_PORT, START_PORT } from '../../core/catalog/node-spec.ts';
import type { FlowKind } from '../../core/flow/kinds.ts';

export const CARD_WIDTH = 224;
/** A card without a list of ports. */
export const CARD_HEIGHT = 50;
/** What the counts below a card take. */
export const STRIP_HEIGHT = 24;
/** One port in the list that a card has on a side with several. */
const PORT_ROW = 20;
const LIST_TOP = CARD_HEIGHT - 1;
const LIST_END = 9;
/** Between two cards that follow each other. */
export const COLUMN_GAP = 64;
export const ROW_GAP = 46;

export interface PortSpot {
  name: string;
  label: string;
  /** `lost`: a link uses it, but the step no longer has it. */
  kind: 'data' | 'reject' | 'start' | 'lost';
  side: 'left' | 'right' | 'bottom';
  /** Pixels from the card's top (left and right) or from its left (bottom). */
  at: number;
  /** One of several on its side: its label stands beside it on the card. */
  listed?: boolean;
}

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
  const into: Face[] =
    kind.role === 'source' ? [{ name: START_PORT, label: 'Started by', kind: 'start' }] : kind.inputs.map(({ name, label }) => ({ name, label, kind: 'data' }));
  const left = [...into, ...lost.inputs.map((name): Face => ({ name, label: 'Removed input', kind: 'lost' }))];
  const plain = kind.outputs.filter((port) => port.carries !== 'reject').map(face);
  const right = [...plain, ...lost.outputs.map((name): Face => ({ name, label: 'Removed output', kind: 'lost' }))];
  const rejects = kind.outputs.filter((port) => port.carries === 'reject');
  const rows = Math.max(isList(left) ? left.length : 0, isList(right) ? right.length : 0);
  return {
    inputs: onSide('left', left),
    outputs: [...onSide('right', right), ...rejects.map((port, i): PortSpot => ({ ...face(port), side: 'bottom', at: CARD_WIDTH - 40 - i * 28 }))],
    height: rows === 0 ? CARD_HEIGHT : LIST_TOP + rows * PORT_ROW + LIST_END,
  };
}

type Face = Pick<PortSpot, 'name' | 'label' | 'kind'>;

const isList = (ports: readonly Face[]) => ports.length > 1;

function onSide(side: 'left' | 'right', ports: readonly Face[]): PortSpot[] {
  if (!isList(ports)) return ports.map((port) => ({ ...port, side, at: CARD_HEIGHT / 2 }));
  return ports.map((port, i) => ({ ...port, side, at: LIST_TOP + PORT_ROW * (i + 0.5), listed: true }));
}

function face(port: OutputPort): Face {
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
