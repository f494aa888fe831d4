import { groupSelection } from '../editing/groups.ts';
import { text } from '../i18n/i18n.ts';
import { defineCommand } from './command.ts';
import { hasSelectedSteps, NEEDS_SELECTED } from './conditions.ts';

export const group = defineCommand({
  id: 'group',
  label: text('Group the selected steps'),
  group: 'Edit',
  shortcuts: ['Mod+G'],
  keywords: ['frame', 'box'],
  enabled: () => hasSelectedSteps(),
  needs: NEEDS_SELECTED,
  run: groupSelection,
});
