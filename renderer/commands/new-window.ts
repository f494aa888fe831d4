import { openWindow } from '../editing/open-window.ts';
import { text } from '../i18n/i18n.ts';
import { useRoute } from '../state/route.ts';
import { defineCommand } from './command.ts';
import { always } from './conditions.ts';

export const newWindow = defineCommand({
  id: 'new-window',
  label: text('New window'),
  group: 'Flow',
  keywords: ['tab', 'second'],
  enabled: always,
  run: () => openWindow({ page: 'start' }),
});

export const openInNewWindow = defineCommand({
  id: 'open-in-new-window',
  label: text('Open this page in a new window'),
  group: 'Flow',
  shortcuts: ['Mod+Alt+N'],
  keywords: ['tab', 'second', 'duplicate'],
  scope: 'text-too',
  enabled: always,
  run: () => openWindow(useRoute.getState().route),
});
