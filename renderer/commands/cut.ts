import { copyText } from '../editing/clipboard.ts';
import { removeSelection } from '../editing/remove.ts';
import { defineCommand } from './command.ts';
import { hasSelectedSteps } from './conditions.ts';

export const cut = defineCommand({
  id: 'cut',
  label: 'Cut',
  group: 'Edit',
  shortcuts: ['Mod+X'],
  native: true,
  enabled: () => hasSelectedSteps(),
  run: async () => {
    await navigator.clipboard.writeText(copyText() ?? '');
    removeSelection();
  },
});
