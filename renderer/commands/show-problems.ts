import { text } from '../i18n/i18n.ts';
import { useUi } from '../state/ui.ts';
import { defineCommand } from './command.ts';
import { hasFlow } from './conditions.ts';

export const showProblems = defineCommand({
  id: 'show-problems',
  label: text('Problems'),
  group: 'View',
  shortcuts: ['Mod+Shift+M'],
  keywords: ['errors', 'warnings'],
  scope: 'text-too',
  enabled: hasFlow,
  run: () => useUi.getState().set({ problemsOpen: !useUi.getState().problemsOpen }),
});
