import { saveNow } from '../state/autosave.ts';
import { useDocument } from '../state/document.ts';
import { say } from '../ui/say.ts';
import { defineCommand } from './command.ts';
import { hasFlow } from './conditions.ts';

export const save = defineCommand({
  id: 'save',
  label: 'Save now',
  group: 'Flow',
  shortcuts: ['Mod+S'],
  scope: 'text-too',
  enabled: hasFlow,
  run: async () => {
    if (useDocument.getState().saved === 'error') useDocument.setState({ saved: 'unsaved' });
    await saveNow();
    if (useDocument.getState().saved === 'saved') say('Saved. Swivel also saves by itself after every change.');
  },
});
