import { selectedGroups, takeApart } from '../editing/groups.ts';
import { text } from '../i18n/i18n.ts';
import { defineCommand } from './command.ts';
import { hasSelectedSteps } from './conditions.ts';

export const ungroup = defineCommand({
  id: 'ungroup',
  label: text('Take the group apart'),
  group: 'Edit',
  shortcuts: ['Mod+Shift+G'],
  enabled: () => hasSelectedSteps() && selectedGroups().length > 0,
  needs: text('Select a step of a group first.'),
  run: () => takeApart(selectedGroups().map(({ id }) => id)),
});
