import type { Flow, FlowGroup } from '../../core/flow/flow.ts';
import * as groups from '../../core/flow/groups.ts';
import { foldedCardId, frameId } from '../canvas/card-ids.ts';
import { openWithRoom } from '../canvas/make-room.ts';
import { t } from '../i18n/i18n.ts';
import { useCanvasDoor } from '../state/canvas-door.ts';
import { useDocument } from '../state/document.ts';
import { useSelection } from '../state/selection.ts';
import { newId } from './new-id.ts';

function groupById(id: string): FlowGroup | undefined {
  return useDocument.getState().flow?.groups.find((group) => group.id === id);
}

/** Groups that selected steps belong to, in the flow's order. */
export function selectedGroups(): readonly FlowGroup[] {
  const { flow } = useDocument.getState();
  const chosen = new Set(useSelection.getState().nodeIds.map((id) => flow && groups.groupOf(flow, id)?.id));
  return flow?.groups.filter((group) => chosen.has(group.id)) ?? [];
}

/** The group that is selected as a whole: all its steps and nothing else. One step alone stands for its group only where it is not seen itself. */
export function wholeGroup(flow: Flow | null, nodeIds: readonly string[]): FlowGroup | null {
  const [first] = nodeIds;
  const group = flow && first !== undefined ? groups.groupOf(flow, first) : undefined;
  if (!flow || !group || (nodeIds.length === 1 && !group.collapsed)) return null;
  const members = groups.membersOf(flow, group);
  return members.length === nodeIds.length && members.every((id) => nodeIds.includes(id)) ? group : null;
}

/** Puts the selected steps into a new group. */
export function groupSelection(): void {
  const { flow, apply } = useDocument.getState();
  const { nodeIds } = useSelection.getState();
  if (!flow || nodeIds.length === 0) return;
  const taken = new Set(flow.groups.map((group) => group.name));
  let number = flow.groups.length + 1;
  while (taken.has(t('Group {{number}}', { number }))) number++;
  apply(t('Group steps'), (draft) => groups.groupNodes(draft, newId(), t('Group {{number}}', { number }), nodeIds));
}

/** Collapses groups to a card each. */
export function collapseGroups(ids: readonly string[]): void {
  const [only] = ids;
  const name =
    ids.length === 1 && only ? t('Collapse {{group}}', { group: groupById(only)?.name ?? '' }) : t('Collapse {{count}} groups', { count: ids.length });
  useDocument.getState().apply(name, (draft) => groups.setCollapsed(draft, ids, true));
}

/** Opens collapsed groups; what has come to stand in their place moves aside. */
export function openGroups(ids: readonly string[]): void {
  const [only] = ids;
  const name = ids.length === 1 && only ? t('Open {{group}}', { group: groupById(only)?.name ?? '' }) : t('Open {{count}} groups', { count: ids.length });
  useDocument.getState().apply(name, (draft) => ids.reduce(openWithRoom, draft));
}

/** Collapses an open group, opens a collapsed one. The focus stays on it. */
export function toggleGroup(id: string): void {
  const group = groupById(id);
  const { flow } = useDocument.getState();
  if (!group || !flow) return;
  const members = groups.membersOf(flow, group);
  if (group.collapsed) openGroups([id]);
  else collapseGroups([id]);
  useSelection.getState().select(members);
  const [first] = members;
  if (first !== undefined) requestAnimationFrame(() => useCanvasDoor.getState().canvas?.focusNode(first));
}

/** Opens the collapsed group that a step is in, if it is in one. */
export function openAround(nodeId: string): void {
  const { flow } = useDocument.getState();
  const group = flow && groups.groupOf(flow, nodeId);
  if (group?.collapsed) openGroups([group.id]);
}

/** Selects a step and brings it into view; a collapsed group around it is opened. */
export function showStep(nodeId: string): void {
  openAround(nodeId);
  useSelection.getState().select([nodeId]);
  useCanvasDoor.getState().canvas?.reveal(nodeId);
}

/** Lets the name of a group be typed where it stands on the canvas. */
export function renameOnCanvas(group: FlowGroup): void {
  const card = group.collapsed ? foldedCardId(group.id) : frameId(group.id);
  useCanvasDoor.getState().canvas?.reveal(card);
  useCanvasDoor.setState({ writing: card });
}

/** Gives a group another name. */
export function renameGroup(id: string, name: string): void {
  useDocument.getState().apply(t('Rename group to {{name}}', { name }), (flow) => groups.changeGroup(flow, id, { name }), { merge: `group:${id}` });
}

/** Gives a group another colour. */
export function colourGroup(id: string, colour: string): void {
  useDocument.getState().apply(t('Colour of {{group}}', { group: groupById(id)?.name ?? '' }), (flow) => groups.changeGroup(flow, id, { colour }));
}

/** Takes groups apart; their steps stay. */
export function takeApart(ids: readonly string[]): void {
  useDocument.getState().apply(t('Take a group apart'), (flow) => ids.reduce((draft, id) => groups.ungroup(openWithRoom(draft, id), id), flow));
}

/** Takes steps out of their groups. */
export function leaveGroups(ids: readonly string[]): void {
  useDocument.getState().apply(t('Take {{count}} steps out of their group', { count: ids.length }), (flow) => groups.putInGroup(flow, ids, null));
}

/** Puts steps into a group that is there already. */
export function joinGroup(ids: readonly string[], groupId: string): void {
  const holes = { count: ids.length, group: groupById(groupId)?.name ?? '' };
  useDocument.getState().apply(t('Put {{count}} steps into {{group}}', holes), (flow) => groups.putInGroup(flow, ids, groupId));
}
