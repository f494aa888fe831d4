import { FLOW_VERSION, type Flow } from './flow.ts';
import type { FlowKinds } from './kinds.ts';

type Document = Record<string, unknown>;

/**
 * From version n to n+1, by n. Version 0 is the drafts made before the format was fixed: `links` instead of `edges`, `type` instead of `kind`. Version 1
 * knew neither notes nor bookmarks, and let a node be in several groups or a group name nodes that are not there.
 */
const STEPS: Readonly<Record<number, (document: Document) => Document>> = {
  0: ({ links, ...document }) => ({
    ...document,
    version: 1,
    nodes: (Array.isArray(document['nodes']) ? document['nodes'] : []).map(({ type, ...node }: Document) => ({ kind: type, version: 1, ...node })),
    edges: (Array.isArray(links) ? links : []).map((link: Document, index) => ({
      id: `e${index + 1}`,
      from: { node: link['source'], port: 'out' },
      to: { node: link['target'], port: 'in' },
    })),
  }),
  1: (document) => ({ ...document, version: 2, groups: tidyGroups(document), notes: [], bookmarks: [] }),
};

function tidyGroups(document: Document): unknown[] {
  const free = new Set(listOf(document['nodes']).map((node) => node['id']));
  return listOf(document['groups']).flatMap((group) => {
    const nodes = Array.isArray(group['nodes']) ? group['nodes'].filter((id) => free.delete(id)) : [];
    return nodes.length > 0 ? [{ ...group, nodes }] : [];
  });
}

function listOf(value: unknown): Document[] {
  return Array.isArray(value) ? value.filter((one): one is Document => typeof one === 'object' && one !== null) : [];
}

/** Brings an older document up to this program's version; a newer one is returned as it is. */
export function migrateDocument(document: Document): Document {
  let current = document;
  for (let version = Number(current['version'] ?? 0); version < FLOW_VERSION; version++) {
    const step = STEPS[version];
    if (!step) return current;
    current = step(current);
  }
  return current;
}

/** Brings the configs of nodes that were saved by an older version of their kind up; unknown kinds and newer configs stay as they are. */
export function migrateNodes(flow: Flow, kinds: FlowKinds): Flow {
  let changed = false;
  const nodes = flow.nodes.map((node) => {
    const kind = kinds.get(node.kind);
    if (!kind?.migrate || node.version >= kind.version) return node;
    changed = true;
    return { ...node, version: kind.version, config: kind.migrate(node.config, node.version) };
  });
  return changed ? { ...flow, nodes } : flow;
}
