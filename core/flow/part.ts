import { uniqueName } from './edit.ts';
import type { Flow } from './flow.ts';
import { membersOf } from './groups.ts';

/** A part of a flow, as it is put on the clipboard. */
export interface FlowPart {
  nodes: Flow['nodes'];
  edges: Flow['edges'];
  /** Groups whose nodes are all in it. */
  groups: Flow['groups'];
  /** Free notes. */
  notes: Flow['notes'];
}

/** The nodes and notes named, the edges among the nodes, and the groups that are in it whole. */
export function copyPart(flow: Flow, ids: readonly string[], noteIds: readonly string[] = []): FlowPart {
  const [wanted, notes] = [new Set(ids), new Set(noteIds)];
  return {
    nodes: flow.nodes.filter((node) => wanted.has(node.id)),
    edges: flow.edges.filter((edge) => wanted.has(edge.from.node) && wanted.has(edge.to.node)),
    groups: flow.groups.flatMap((group) => {
      const nodes = membersOf(flow, group);
      return nodes.length > 0 && nodes.every((id) => wanted.has(id)) ? [{ ...group, nodes }] : [];
    }),
    notes: flow.notes.filter((note) => notes.has(note.id)),
  };
}

/** What became of a part that was added: the ids of its nodes and notes, in the part's order. */
export interface Pasted {
  flow: Flow;
  ids: string[];
  noteIds: string[];
}

/** Adds a part with new ids from `newId`, moved by `offset`. Groups keep their names, nodes get names of their own. */
export function paste(flow: Flow, part: FlowPart, offset: { x: number; y: number }, newId: () => string): Pasted {
  const idOf = new Map(part.nodes.map((node) => [node.id, newId()]));
  const moved = ({ x, y }: { x: number; y: number }) => ({ x: x + offset.x, y: y + offset.y });
  let next = flow;
  for (const node of part.nodes) {
    const copy = { ...node, id: idOf.get(node.id) ?? newId(), name: uniqueName(next, node.name), position: moved(node.position) };
    next = { ...next, nodes: [...next.nodes, copy] };
  }
  for (const edge of part.edges) {
    const [from, to] = [idOf.get(edge.from.node), idOf.get(edge.to.node)];
    if (from && to) next = { ...next, edges: [...next.edges, { ...edge, id: newId(), from: { ...edge.from, node: from }, to: { ...edge.to, node: to } }] };
  }
  const groups = part.groups.flatMap((group) => {
    const nodes = group.nodes.flatMap((id) => idOf.get(id) ?? []);
    return nodes.length > 0 ? [{ ...group, id: newId(), nodes }] : [];
  });
  const notes = part.notes.map((note) => ({ ...note, id: newId(), position: moved(note.position) }));
  return {
    flow: {
      ...next,
      groups: groups.length > 0 ? [...next.groups, ...groups] : next.groups,
      notes: notes.length > 0 ? [...next.notes, ...notes] : next.notes,
    },
    ids: [...idOf.values()],
    noteIds: notes.map((note) => note.id),
  };
}
