import { text } from '../i18n/i18n.ts';
import { useSelection } from '../state/selection.ts';
import { defineCommand } from './command.ts';
import { hasSelection } from './conditions.ts';

export const clearSelection = defineCommand({
  id: 'clear-selection',
  label: text('Select nothing'),
  group: 'Edit',
  shortcuts: ['Escape'],
  scope: 'canvas',
  enabled: hasSelection,
  needs: text('Select a step or a link first.'),
  run: () => useSelection.getState().clear(),
});
