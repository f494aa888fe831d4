import { duplicateSelection } from '../editing/clipboard.ts';
import { defineCommand } from './command.ts';
import { hasSelectedSteps } from './conditions.ts';

export const duplicate = defineCommand({
  id: 'duplicate',
  label: 'Duplicate',
  group: 'Edit',
  shortcuts: ['Mod+D'],
  enabled: () => hasSelectedSteps(),
  run: duplicateSelection,
});
