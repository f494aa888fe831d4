import { removeSelection } from '../editing/remove.ts';
import { defineCommand } from './command.ts';
import { hasSelection } from './conditions.ts';

export const remove = defineCommand({
  id: 'delete',
  label: 'Delete',
  group: 'Edit',
  shortcuts: ['Delete', 'Backspace'],
  keywords: ['remove'],
  scope: 'canvas',
  enabled: hasSelection,
  run: removeSelection,
});
