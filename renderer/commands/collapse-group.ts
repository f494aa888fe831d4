import { collapseGroups, leaveGroups, openGroups, renameOnCanvas, selectedGroups, toggleGroup, wholeGroup } from '../editing/groups.ts';
import { text } from '../i18n/i18n.ts';
import { useDocument } from '../state/document.ts';
import { useSelection } from '../state/selection.ts';
import { type Command, defineCommand } from './command.ts';
import { hasFlow, hasSelectedSteps } from './conditions.ts';

const NEEDS_GROUP = text('Select a step of a group first.');
const groupsThat = (collapsed: boolean) => (useDocument.getState().flow?.groups ?? []).filter((group) => (group.collapsed === true) === collapsed);
const ids = (groups: readonly { id: string }[]) => groups.map(({ id }) => id);
const wholeOne = () => wholeGroup(useDocument.getState().flow, useSelection.getState().nodeIds);

/** Opens or collapses the group of the selected steps. */
export const collapseGroup = defineCommand({
  id: 'collapse-group',
  label: text('Collapse or open the group'),
  group: 'Canvas',
  shortcuts: ['G'],
  keywords: ['fold', 'expand', 'frame'],
  scope: 'canvas',
  enabled: () => hasSelectedSteps() && selectedGroups().length > 0,
  needs: NEEDS_GROUP,
  run: () => {
    const groups = selectedGroups();
    const [only] = groups;
    if (groups.length === 1 && only) return toggleGroup(only.id);
    const open = groups.filter((group) => !group.collapsed);
    return open.length > 0 ? collapseGroups(ids(open)) : openGroups(ids(groups));
  },
});

const collapseAll = defineCommand({
  id: 'collapse-all-groups',
  label: text('Collapse all groups'),
  group: 'Canvas',
  shortcuts: ['Shift+G'],
  keywords: ['fold', 'overview'],
  scope: 'canvas',
  enabled: () => hasFlow() && groupsThat(false).length > 0,
  needs: text('There is no open group.'),
  run: () => collapseGroups(ids(groupsThat(false))),
});

const openAll = defineCommand({
  id: 'open-all-groups',
  label: text('Open all groups'),
  group: 'Canvas',
  shortcuts: ['Alt+Shift+G'],
  keywords: ['expand', 'unfold'],
  scope: 'canvas',
  enabled: () => hasFlow() && groupsThat(true).length > 0,
  needs: text('There is no collapsed group.'),
  run: () => openGroups(ids(groupsThat(true))),
});

export const renameGroup = defineCommand({
  id: 'rename-group',
  label: text('Rename the group'),
  group: 'Edit',
  enabled: () => hasSelectedSteps() && selectedGroups().length === 1,
  needs: NEEDS_GROUP,
  run: () => {
    const [group] = selectedGroups();
    if (group) renameOnCanvas(group);
  },
});

export const leaveGroup = defineCommand({
  id: 'leave-group',
  label: text('Take the selected steps out of their group'),
  group: 'Edit',
  keywords: ['ungroup'],
  enabled: () => hasSelectedSteps() && selectedGroups().length > 0 && wholeOne() === null,
  needs: NEEDS_GROUP,
  run: () => leaveGroups(useSelection.getState().nodeIds),
});

/** What can be done with groups, beside making and taking them apart. */
export const groupCommands: readonly Command[] = [collapseGroup, collapseAll, openAll, renameGroup, leaveGroup];
