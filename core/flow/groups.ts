import { withoutLostBookmarks } from './bookmarks.ts';
import type { Flow, FlowGroup } from './flow.ts';
import { nodesById } from './flow-index.ts';

/** Pure edits of the groups of a flow. A node is in one group at most; a group that loses its last node goes. */

const owners = new WeakMap<Flow['groups'], ReadonlyMap<string, FlowGroup>>();

/** The group a node belongs to; of several that name it the first. */
export function groupOf(flow: Pick<Flow, 'groups'>, nodeId: string): FlowGroup | undefined {
  const known = owners.get(flow.groups);
  if (known) return known.get(nodeId);
  const made = new Map<string, FlowGroup>();
  for (const group of flow.groups) for (const id of group.nodes) if (!made.has(id)) made.set(id, group);
  owners.set(flow.groups, made);
  return made.get(nodeId);
}

/** Ids of the nodes that belong to a group and are in the flow, in the group's order, each once. */
export function membersOf(flow: Pick<Flow, 'groups' | 'nodes'>, group: FlowGroup): string[] {
  const there = nodesById(flow);
  return [...new Set(group.nodes)].filter((id) => there.has(id) && groupOf(flow, id) === group);
}

/** The flow with the nodes in a new group of that name; they leave the groups they were in. */
export function groupNodes(flow: Flow, groupId: string, name: string, ids: readonly string[]): Flow {
  return withoutLostBookmarks({ ...flow, groups: [...withoutNodes(flow.groups, new Set(ids)), { id: groupId, name, nodes: [...ids] }] });
}

/** The flow without the group; its nodes stay. */
export function ungroup(flow: Flow, groupId: string): Flow {
  return withoutLostBookmarks({ ...flow, groups: flow.groups.filter((group) => group.id !== groupId) });
}

/** The flow with the nodes in a group that is there already, or, with null, in none. */
export function putInGroup(flow: Flow, ids: readonly string[], groupId: string | null): Flow {
  const moved = new Set(ids);
  const kept = flow.groups.map((group) => {
    const nodes = group.nodes.filter((id) => !moved.has(id));
    return group.id === groupId ? { ...group, nodes: [...nodes, ...moved] } : { ...group, nodes };
  });
  return withoutLostBookmarks({ ...flow, groups: kept.filter((group) => group.nodes.length > 0) });
}

/** The flow with name or colour of a group changed. */
export function changeGroup(flow: Flow, groupId: string, change: Partial<Pick<FlowGroup, 'name' | 'colour'>>): Flow {
  return { ...flow, groups: flow.groups.map((group) => (group.id === groupId ? { ...group, ...change } : group)) };
}

/** The flow with groups collapsed to a card each, or opened. The very same flow when they are so already. */
export function setCollapsed(flow: Flow, groupIds: readonly string[], collapsed: boolean): Flow {
  const chosen = new Set(groupIds);
  const isToChange = (group: FlowGroup) => chosen.has(group.id) && (group.collapsed === true) !== collapsed;
  if (!flow.groups.some(isToChange)) return flow;
  const changed = ({ collapsed: _was, ...group }: FlowGroup): FlowGroup => (collapsed ? { ...group, collapsed } : group);
  return { ...flow, groups: flow.groups.map((group) => (isToChange(group) ? changed(group) : group)) };
}

/** Groups without these nodes; those left empty are gone. */
export function withoutNodes(groups: Flow['groups'], gone: ReadonlySet<string>): Flow['groups'] {
  if (!groups.some((group) => group.nodes.some((id) => gone.has(id)))) return groups;
  return groups.map((group) => ({ ...group, nodes: group.nodes.filter((id) => !gone.has(id)) })).filter((group) => group.nodes.length > 0);
}
