import { copyText } from '../editing/clipboard.ts';
import { defineCommand } from './command.ts';
import { hasSelectedSteps } from './conditions.ts';

export const copy = defineCommand({
  id: 'copy',
  label: 'Copy',
  group: 'Edit',
  shortcuts: ['Mod+C'],
  native: true,
  enabled: () => hasSelectedSteps(),
  run: () => navigator.clipboard.writeText(copyText() ?? ''),
});
