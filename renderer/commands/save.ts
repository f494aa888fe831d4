import { t, text } from '../i18n/i18n.ts';
import { saveNow } from '../state/autosave.ts';
import { useDocument } from '../state/document.ts';
import { say } from '../ui/say.ts';
import { defineCommand } from './command.ts';
import { hasFlow } from './conditions.ts';

export const save = defineCommand({
  id: 'save',
  label: text('Save now'),
  group: 'Flow',
  shortcuts: ['Mod+S'],
  scope: 'text-too',
  enabled: hasFlow,
  run: async () => {
    if (useDocument.getState().saved === 'error') useDocument.setState({ saved: 'unsaved' });
    await saveNow();
    if (useDocument.getState().saved === 'saved') say(t('Saved. Swivel also saves automatically after every change.'));
  },
});
