import { listNames } from '../base/joined-names.ts';
import { stableStringify } from '../base/json.ts';
import type { Flow } from './flow.ts';

/** What changed from one version of a flow to the next, by node. */
export interface FlowDiff {
  added: string[];
  removed: string[];
  /** Ids of nodes whose kind, config, name or policies differ; a move alone does not count. */
  changed: string[];
  moved: string[];
  edges: boolean;
  /** What is drawn around the nodes differs; none of it changes what runs. */
  groups: boolean;
  notes: boolean;
  bookmarks: boolean;
  /** Name, description, settings, parameters or contract differ. */
  flow: boolean;
}

/** Compares two versions of a flow. */
export function diffFlows(before: Flow, after: Flow): FlowDiff {
  const [old, now] = [new Map(before.nodes.map((node) => [node.id, node])), new Map(after.nodes.map((node) => [node.id, node]))];
  const both = after.nodes.flatMap((node) => {
    const other = old.get(node.id);
    return other ? [{ node, other }] : [];
  });
  const text = ({ position: _position, ...rest }: Flow['nodes'][number]) => stableStringify(rest, 0);
  const edges = (flow: Flow) =>
    stableStringify(
      flow.edges
        .map((edge) => [edge.from, edge.to])
        .map((pair) => stableStringify(pair, 0))
        .sort(),
      0,
    );
  const rest = ({ nodes: _nodes, edges: _edges, groups: _groups, notes: _notes, bookmarks: _bookmarks, ...flow }: Flow) => stableStringify(flow, 0);
  const differs = (part: 'groups' | 'notes' | 'bookmarks') =>
    before[part] !== after[part] && stableStringify(before[part], 0) !== stableStringify(after[part], 0);
  return {
    added: after.nodes.filter((node) => !old.has(node.id)).map((node) => node.id),
    removed: before.nodes.filter((node) => !now.has(node.id)).map((node) => node.id),
    changed: both.filter(({ node, other }) => text(node) !== text(other)).map(({ node }) => node.id),
    moved: both.filter(({ node, other }) => node.position.x !== other.position.x || node.position.y !== other.position.y).map(({ node }) => node.id),
    edges: edges(before) !== edges(after),
    groups: differs('groups'),
    notes: differs('notes'),
    bookmarks: differs('bookmarks'),
    flow: rest(before) !== rest(after),
  };
}

/** A difference in words, for the list of versions: "Added Sort; changed Only active". */
export function describeDiff(before: Flow, after: Flow): string {
  const diff = diffFlows(before, after);
  const names = (flow: Flow, ids: string[]) => listNames(ids.map((id) => flow.nodes.find((node) => node.id === id)?.name ?? id));
  const parts = [
    diff.added.length > 0 ? `added ${names(after, diff.added)}` : '',
    diff.removed.length > 0 ? `removed ${names(before, diff.removed)}` : '',
    diff.changed.length > 0 ? `changed ${names(after, diff.changed)}` : '',
    diff.edges && diff.added.length + diff.removed.length === 0 ? 'changed connections' : '',
    diff.flow ? (before.name !== after.name ? `renamed to ${after.name}` : 'changed flow settings') : '',
    diff.groups && diff.removed.length === 0 ? 'changed groups' : '',
    diff.notes ? 'changed notes' : '',
    diff.bookmarks && diff.removed.length === 0 ? 'changed bookmarks' : '',
    diff.moved.length > 0 && diff.added.length + diff.removed.length + diff.changed.length === 0 ? 'changed the layout' : '',
  ].filter((part) => part !== '');
  const sentence = parts.join('; ');
  return sentence === '' ? 'No change' : (sentence[0] ?? '').toUpperCase() + sentence.slice(1);
}
