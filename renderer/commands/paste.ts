import { pasteText } from '../editing/clipboard.ts';
import { t, text } from '../i18n/i18n.ts';
import { say } from '../ui/say.ts';
import { defineCommand } from './command.ts';
import { hasFlow } from './conditions.ts';

export const paste = defineCommand({
  id: 'paste',
  label: text('Paste'),
  group: 'Edit',
  shortcuts: ['Mod+V'],
  native: true,
  enabled: hasFlow,
  run: async () => {
    if (pasteText(await navigator.clipboard.readText()) === null) say(t('The clipboard holds no steps of a flow.'));
  },
});
