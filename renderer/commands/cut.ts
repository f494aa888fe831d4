import { copyText } from '../editing/clipboard.ts';
import { removeSelection } from '../editing/remove.ts';
import { text } from '../i18n/i18n.ts';
import { defineCommand } from './command.ts';
import { hasSelectedParts, NEEDS_SELECTED } from './conditions.ts';

export const cut = defineCommand({
  id: 'cut',
  label: text('Cut'),
  group: 'Edit',
  shortcuts: ['Mod+X'],
  native: true,
  enabled: hasSelectedParts,
  needs: NEEDS_SELECTED,
  run: async () => {
    await navigator.clipboard.writeText(copyText() ?? '');
    removeSelection();
  },
});
