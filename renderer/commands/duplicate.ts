import { duplicateSelection } from '../editing/clipboard.ts';
import { text } from '../i18n/i18n.ts';
import { defineCommand } from './command.ts';
import { hasSelectedParts, NEEDS_SELECTED } from './conditions.ts';

export const duplicate = defineCommand({
  id: 'duplicate',
  label: text('Duplicate'),
  group: 'Edit',
  shortcuts: ['Mod+D'],
  enabled: hasSelectedParts,
  needs: NEEDS_SELECTED,
  run: duplicateSelection,
});
