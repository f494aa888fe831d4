import { text } from '../i18n/i18n.ts';
import { useDocument } from '../state/document.ts';
import { defineCommand } from './command.ts';
import { hasFlow } from './conditions.ts';

export const redo = defineCommand({
  id: 'redo',
  label: text('Redo'),
  group: 'Edit',
  shortcuts: ['Mod+Shift+Z', 'Mod+Y'],
  enabled: () => hasFlow() && useDocument.getState().history.future.length > 0,
  needs: text('There is nothing to redo.'),
  run: () => void useDocument.getState().redo(),
});
