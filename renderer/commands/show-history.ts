import { text } from '../i18n/i18n.ts';
import { useHistoryList } from '../state/history-list.ts';
import { defineCommand } from './command.ts';
import { hasFlow } from './conditions.ts';

export const showHistory = defineCommand({
  id: 'show-history',
  label: text('List of changes'),
  group: 'Edit',
  shortcuts: ['Mod+Alt+Z'],
  keywords: ['history', 'undo', 'redo', 'back'],
  scope: 'text-too',
  enabled: hasFlow,
  run: () => useHistoryList.setState(({ open }) => ({ open: !open })),
});
