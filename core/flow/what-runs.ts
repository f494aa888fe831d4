import { stableStringify } from '../base/json.ts';
import type { Flow, FlowNode } from './flow.ts';

/**
 * Whether two versions of a flow do the same work: groups, notes and bookmarks do not count, nor does the order in the document. Places count: of steps
 * that could run in either order, the upper one goes first.
 */
export function runTheSame(a: Flow, b: Flow): boolean {
  return a === b || whatRuns(a) === whatRuns(b);
}

function whatRuns({ groups: _groups, notes: _notes, bookmarks: _bookmarks, nodes, edges, ...rest }: Flow): string {
  const step = ({ note: _note, ...node }: FlowNode) => node;
  return stableStringify({ ...rest, nodes: byId(nodes.map(step)), edges: byId(edges) }, 0);
}

function byId<T extends { id: string }>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}
