import { copyText } from '../editing/clipboard.ts';
import { text } from '../i18n/i18n.ts';
import { defineCommand } from './command.ts';
import { hasSelectedParts, NEEDS_SELECTED } from './conditions.ts';

export const copy = defineCommand({
  id: 'copy',
  label: text('Copy'),
  group: 'Edit',
  shortcuts: ['Mod+C'],
  native: true,
  enabled: hasSelectedParts,
  needs: NEEDS_SELECTED,
  run: () => navigator.clipboard.writeText(copyText() ?? ''),
});
