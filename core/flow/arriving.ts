import type { Field } from '../base/field.ts';
import type { Flow, FlowNode } from './flow.ts';
import { edgesInto, topologicalOrder } from './graph.ts';
import { type FlowKind, type FlowKinds, outputsOf } from './kinds.ts';

/** By node id, then port. */
export type FieldsByPort = Record<string, Record<string, Field[] | null>>;

/** What has been seen in the data: fields leaving a node by port, with sample values. */
export type KnownFields = Readonly<Record<string, Readonly<Record<string, readonly Field[]>>>>;

/** Fields a reject port adds behind the record's own. */
export const REJECT_FIELDS: readonly Field[] = [
  { name: 'reject_code', type: 'text' },
  { name: 'reject_reason', type: 'text' },
  { name: 'reject_field', type: 'text' },
  { name: 'reject_value', type: 'text' },
];

/**
 * The fields arriving at and leaving every node, as far as they can be known without running: what kinds declare, filled up with what has been seen
 * (`known`). A node on a cycle or of an unknown kind has `null` everywhere.
 */
export function fieldsOfFlow(flow: Flow, kinds: FlowKinds, known: KnownFields = {}): { arriving: FieldsByPort; leaving: FieldsByPort } {
  const arriving: FieldsByPort = Object.create(null);
  const leaving: FieldsByPort = Object.create(null);
  for (const node of topologicalOrder(flow).order) {
    const kind = kinds.get(node.kind);
    if (!kind) continue;
    const inputs: Record<string, Field[] | null> = Object.create(null);
    for (const port of kind.inputs) inputs[port.name] = arrivingAt(flow, node.id, port.name, leaving);
    arriving[node.id] = inputs;
    leaving[node.id] = leavingFrom(node, kind, inputs, Object.hasOwn(known, node.id) ? (known[node.id] ?? {}) : {});
  }
  return { arriving, leaving };
}

function arrivingAt(flow: Flow, node: string, port: string, leaving: FieldsByPort): Field[] | null {
  const byName = new Map<string, Field>();
  const edges = edgesInto(flow, node, port);
  if (edges.length === 0) return null;
  for (const edge of edges) {
    const fields = leaving[edge.from.node]?.[edge.from.port];
    if (!fields) return null;
    for (const field of fields) {
      const there = byName.get(field.name);
      byName.set(field.name, there && there.type !== field.type ? { ...there, type: 'any' } : (there ?? field));
    }
  }
  return [...byName.values()];
}

function leavingFrom(
  node: FlowNode,
  kind: FlowKind,
  inputs: Record<string, Field[] | null>,
  seen: Readonly<Record<string, readonly Field[]>>,
): Record<string, Field[] | null> {
  const parsed = kind.config.safeParse(node.config);
  const declared = parsed.success ? kind.fields(parsed.data, inputs) : {};
  const result: Record<string, Field[] | null> = Object.create(null);
  for (const port of outputsOf(kind, node.config)) {
    if (port.carries === 'start') continue;
    const seenHere = Object.hasOwn(seen, port.name) ? (seen[port.name] ?? null) : null;
    if (port.carries === 'reject') {
      const first = kind.inputs[0];
      const record = first ? (inputs[first.name] ?? null) : (seenHere as Field[] | null);
      result[port.name] = record ? [...record.filter((field) => !REJECT_FIELDS.some((extra) => extra.name === field.name)), ...REJECT_FIELDS] : null;
    } else result[port.name] = merge(declared[port.name] ?? null, seenHere);
  }
  return result;
}

function merge(declared: Field[] | null, seen: readonly Field[] | null): Field[] | null {
  if (!declared) return seen ? [...seen] : null;
  if (!seen) return declared;
  const found = new Map(seen.map((field) => [field.name, field]));
  return declared.map((field) => {
    const there = found.get(field.name);
    if (!there) return field;
    // What a kind cannot foretell (a formula's result, say) the data has shown.
    const type = field.type === 'any' ? there.type : field.type;
    return there.sample === undefined ? { ...field, type } : { ...field, type, sample: there.sample };
  });
}
