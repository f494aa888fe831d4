import { createAndOpen } from '../editing/flow-files.ts';
import { defineCommand } from './command.ts';
import { always } from './conditions.ts';

export const newFlow = defineCommand({
  id: 'new-flow',
  label: 'New flow',
  group: 'Flow',
  keywords: ['create'],
  enabled: always,
  run: () => createAndOpen(),
});
