import { text } from '../i18n/i18n.ts';
import { useUi } from '../state/ui.ts';
import { defineCommand } from './command.ts';
import { always } from './conditions.ts';

export const showShortcuts = defineCommand({
  id: 'show-shortcuts',
  label: text('Keyboard shortcuts'),
  group: 'Help',
  shortcuts: ['?'],
  keywords: ['help', 'keys'],
  enabled: always,
  run: () => useUi.getState().set({ shortcutsOpen: true }),
});
