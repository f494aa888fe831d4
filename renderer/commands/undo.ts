import { text } from '../i18n/i18n.ts';
import { useDocument } from '../state/document.ts';
import { defineCommand } from './command.ts';
import { hasFlow } from './conditions.ts';

export const undo = defineCommand({
  id: 'undo',
  label: text('Undo'),
  group: 'Edit',
  shortcuts: ['Mod+Z'],
  enabled: () => hasFlow() && useDocument.getState().history.past.length > 0,
  needs: text('There is nothing to undo.'),
  run: () => void useDocument.getState().undo(),
});
