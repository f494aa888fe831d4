import { openSpotlight } from '@mantine/spotlight';
import { text } from '../i18n/i18n.ts';
import { defineCommand } from './command.ts';
import { always } from './conditions.ts';

export const openPalette = defineCommand({
  id: 'command-palette',
  label: text('Find a command, step or flow'),
  group: 'View',
  shortcuts: ['Mod+K', 'Mod+P'],
  scope: 'text-too',
  opensPalette: true,
  enabled: always,
  run: openSpotlight,
});
