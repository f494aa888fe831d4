import { createAndOpen } from '../editing/flow-files.ts';
import { text } from '../i18n/i18n.ts';
import { defineCommand } from './command.ts';
import { always } from './conditions.ts';

export const newFlow = defineCommand({
  id: 'new-flow',
  label: text('New flow'),
  group: 'Flow',
  keywords: ['create'],
  enabled: always,
  run: () => createAndOpen(),
});
