import { removeSelection } from '../editing/remove.ts';
import { text } from '../i18n/i18n.ts';
import { defineCommand } from './command.ts';
import { hasSelection } from './conditions.ts';

export const remove = defineCommand({
  id: 'delete',
  label: text('Delete'),
  group: 'Edit',
  shortcuts: ['Delete', 'Backspace'],
  keywords: ['remove'],
  scope: 'canvas',
  enabled: hasSelection,
  needs: text('Select a step or a link first.'),
  run: removeSelection,
});
