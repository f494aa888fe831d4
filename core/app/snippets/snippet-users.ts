import type { LinkedStep, LinkState, SnippetUser } from '../../api/snippet-library-models.ts';
import { type SnippetContent, type SnippetReference, sameSnippet, snippetContentSchema, snippetIn } from '../../catalog/snippet-content.ts';
import type { Flow, FlowNode } from '../../flow/flow.ts';
import { mustFindFlow, type Parts } from '../parts.ts';

type Kept = Pick<Parts, 'store'>;
type User = SnippetUser & { snippetId: string };

/** The steps of a flow that are linked to the library, and how their code stands to it. */
export function linkedSteps(parts: Kept, flowId: string): LinkedStep[] {
  const { version } = mustFindFlow(parts.store, flowId);
  return linksIn(parts.store.flows.document(flowId, version)).map(({ node, reference, content }) => {
    const newest = parts.store.snippets.find(reference.id)?.version;
    const state = stateOf(parts, reference, content);
    return { nodeId: node.id, nodeName: node.name, reference, state, ...(newest === undefined ? {} : { newest }) };
  });
}

/** Steps of flows in use that are linked to a snippet (or to any), by flow. Steps that only the live version of a flow has are among them with that version. */
export function usersOf(parts: Kept, snippetId?: string): User[] {
  const found = new Map<string, User>();
  for (const { flowId, version } of parts.store.snippets.flowsThatRefer()) {
    const record = parts.store.flows.find(flowId);
    if (!record) continue;
    const isLive = record.liveVersion === version;
    for (const { node, reference, content } of linksIn(parts.store.flows.document(flowId, version))) {
      if (snippetId !== undefined && reference.id !== snippetId) continue;
      const key = `${flowId} ${node.id}`;
      const known = found.get(key);
      if (version === record.version) {
        const user = {
          snippetId: reference.id,
          flowId,
          flowName: record.name,
          flowVersion: version,
          nodeId: node.id,
          nodeName: node.name,
          version: reference.version,
          state: stateOf(parts, reference, content),
        };
        found.set(key, isLive ? { ...user, liveVersion: reference.version } : user);
      } else if (isLive && known?.snippetId === reference.id) found.set(key, { ...known, liveVersion: reference.version });
    }
  }
  return [...found.values()];
}

interface Link {
  node: FlowNode;
  reference: SnippetReference;
  content: SnippetContent;
}

function linksIn(flow: Flow): Link[] {
  return flow.nodes.flatMap((node) => {
    const snippet = snippetIn(node.config);
    return snippet?.library ? [{ node, reference: snippet.library, content: snippet.content }] : [];
  });
}

/** How code that is linked to a version of the library stands to it. */
export function stateOf({ store }: Kept, { id, version }: SnippetReference, content: SnippetContent): LinkState {
  const record = store.snippets.find(id);
  const kept = store.snippets.findVersion(id, version);
  if (!record || !kept) return 'unknown';
  if (!sameSnippet(snippetContentSchema.parse(JSON.parse(kept.content)), content)) return 'changed';
  return record.version === version ? 'current' : 'behind';
}
